// What every MessageStore must do when an inbox is renamed.
#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Strings = std::vector<std::string>;

class InboxRenameTest : public StoreTest {
 protected:
  void rename(std::string name, std::string new_name) {
    const auto renamed = run(store_->rename_inbox(std::move(name), std::move(new_name)));
    EXPECT_TRUE(renamed) << renamed.error().message;
  }
  Errc refusal(std::string name, std::string new_name) {
    return run(store_->rename_inbox(std::move(name), std::move(new_name))).error().code;
  }
  void set_up(std::string name, store::InboxSettings settings = {}) {
    ASSERT_TRUE(run(store_->set_up_inbox(std::move(name), std::move(settings))));
  }
  store::InboxFacts inbox(std::string name) { return run(store_->inbox(std::move(name))).value(); }
  Strings names() {
    Strings names;
    for (const auto& facts : run(store_->inboxes()).value()) names.push_back(facts.name);
    return names;
  }
  void restart() {
    if (GetParam().name != "sqlite_memory") reopen();
  }
  Strings subjects_in(std::string name) { return subjects(list(in_inbox(std::move(name)))); }
  std::string hold(std::string subject, std::string inbox) {
    auto message = make_message(std::move(subject), std::move(inbox));
    message.release_at = clock_.now() + std::chrono::hours(1);
    return insert(std::move(message)).id;
  }
};

INSTANTIATE_TEST_SUITE_P(
    , InboxRenameTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(InboxRenameTest, MessagesAndSettingsAreThoseOfTheNewName) {
  store::InboxSettings settings;
  settings.retention.max_messages = 5;
  settings.password = "secret";
  settings.accepts = false;
  insert("a", "old");
  const auto read = insert("b", "old").id;
  insert("c", "other");
  store::Patch patch;
  patch.read = true;
  ASSERT_TRUE(run(store_->update(read, patch)));
  set_up("old", settings);
  rename("old", "new");
  for (const bool reopened : {false, true}) {
    if (reopened) restart();
    EXPECT_EQ(names(), (Strings{"new", "other"}));
    const auto facts = inbox("new");
    EXPECT_EQ(facts.totals.total, 2u);
    EXPECT_EQ(facts.totals.unread, 1u);
    EXPECT_EQ(facts.last_received_at, make_message("a").received_at);
    EXPECT_EQ(facts.settings.retention.max_messages, 5u);
    EXPECT_EQ(facts.settings.password, "secret");
    EXPECT_FALSE(facts.settings.accepts);
    EXPECT_EQ(subjects_in("new"), (Strings{"b", "a"}));
    EXPECT_EQ(list(in_inbox("new")).messages[0].inbox, "new");
    EXPECT_EQ(subjects("inbox:new"), (Strings{"b", "a"}));
  }
  EXPECT_EQ(run(store_->insert(make_message("d", "new"))).error().code, Errc::refused);
}

TEST_P(InboxRenameTest, TheOldNameIsLikeOneThatWasNeverUsed) {
  store::InboxSettings settings;
  settings.accepts = false;
  insert("a", "old");
  set_up("old", settings);
  rename("old", "new");
  const auto facts = inbox("old");
  EXPECT_EQ(facts.totals.total, 0u);
  EXPECT_FALSE(facts.last_received_at);
  EXPECT_TRUE(facts.settings.accepts);
  insert("b", "old");
  EXPECT_EQ(subjects_in("old"), (Strings{"b"}));
  EXPECT_EQ(subjects_in("new"), (Strings{"a"}));
  restart();
  EXPECT_EQ(names(), (Strings{"new", "old"}));
}

TEST_P(InboxRenameTest, ANameThatIsEmptyNowMayBeTaken) {
  const auto gone = insert("gone", "new").id;
  insert("a", "old");
  ASSERT_TRUE(run(store_->remove(gone)));
  rename("old", "new");
  EXPECT_EQ(subjects_in("new"), (Strings{"a"}));
  EXPECT_FALSE(inbox("old").last_received_at);
  insert("b", "old");
  rename("new", "third");
  rename("old", "new");
  restart();
  EXPECT_EQ(subjects_in("new"), (Strings{"b"}));
  EXPECT_EQ(subjects_in("third"), (Strings{"a"}));
  EXPECT_EQ(names(), (Strings{"new", "third"}));
}

TEST_P(InboxRenameTest, ANameInUseIsAConflictAndNothingHappens) {
  insert("a", "old");
  insert("b", "full");
  set_up("said");
  hold("c", "waiting");
  for (const auto* taken : {"full", "said", "waiting", "old"})
    EXPECT_EQ(refusal("old", taken), Errc::conflict) << taken;
  EXPECT_EQ(names(), (Strings{"full", "old", "said"}));
  EXPECT_EQ(subjects_in("old"), (Strings{"a"}));
}

TEST_P(InboxRenameTest, AnInboxThatIsNotThereIsNotFound) {
  EXPECT_EQ(refusal("never", "new"), Errc::not_found);
  const auto id = insert("a", "emptied").id;
  ASSERT_TRUE(run(store_->remove(id)));
  EXPECT_EQ(refusal("emptied", "new"), Errc::not_found);
  set_up("emptied");
  rename("emptied", "new");
  EXPECT_EQ(names(), (Strings{"new"}));
}

TEST_P(InboxRenameTest, HeldMessagesGoWithIt) {
  const auto id = hold("later", "old");
  rename("old", "new");
  EXPECT_EQ(run(store_->get(id)).value().summary.inbox, "new");
  clock_.advance(std::chrono::hours(2));
  EXPECT_EQ(run(store_->release_due(clock_.now())).value().released, 1u);
  EXPECT_EQ(subjects_in("new"), (Strings{"later"}));
}

TEST_P(InboxRenameTest, TheLimitsHoldUnderTheNewName) {
  store::InboxSettings settings;
  settings.retention.max_messages = 2;
  set_up("old", settings);
  for (const auto* subject : {"a", "b"}) insert(subject, "old");
  rename("old", "new");
  insert("c", "new");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (inbox("new").totals.total != 2) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  EXPECT_EQ(subjects_in("new"), (Strings{"c", "b"}));
}

TEST_P(InboxRenameTest, EveryMessageIsToldAsUpdated) {
  insert("a", "old");
  insert("x", "other");
  insert("b", "old");
  hold("held", "old");
  rename("old", "new");
  EXPECT_EQ(list().sequence, 5u);
  const auto events = events_after_close();
  ASSERT_EQ(events.size(), 5u);
  Strings told;
  for (std::size_t i = 3; i < 5; ++i) {
    const auto& updated = std::get<events::MessageUpdated>(events[i].change);
    told.push_back(
        fmt::format("{} {} {}", events[i].sequence, updated.message.subject, updated.message.inbox));
  }
  EXPECT_EQ(told, (Strings{"4 a new", "5 b new"}));
}

}  // namespace
}  // namespace mailstop::contract
