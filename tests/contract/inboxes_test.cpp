// What every MessageStore must do with inboxes: list them, keep what was said about them, and keep their
// limits.
#include <chrono>

#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Strings = std::vector<std::string>;
using namespace std::chrono_literals;

class InboxStoreTest : public StoreTest {
 protected:
  void set_up(std::string name, store::InboxSettings settings) {
    ASSERT_TRUE(run(store_->set_up_inbox(std::move(name), std::move(settings))));
  }
  void limit(std::string name, std::uint64_t max_messages) {
    store::InboxSettings settings;
    settings.retention.max_messages = max_messages;
    set_up(std::move(name), settings);
  }
  store::InboxFacts inbox(std::string name) { return run(store_->inbox(std::move(name))).value(); }
  Strings names() {
    Strings names;
    for (const auto& inbox : run(store_->inboxes()).value()) names.push_back(inbox.name);
    return names;
  }
  // Limits are kept soon after the answer, not before it.
  void await_total(const std::string& name, std::uint64_t total) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (inbox(name).totals.total != total) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  }
  Strings subjects_in(std::string name) { return subjects(list(in_inbox(std::move(name)))); }
};

INSTANTIATE_TEST_SUITE_P(
    , InboxStoreTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(InboxStoreTest, ListsThoseThatHoldMessagesOrWereSetUp) {
  const auto id = insert("a", "two").id;
  insert("b", "one");
  limit("three", 5);
  EXPECT_EQ(names(), (Strings{"one", "three", "two"}));
  ASSERT_TRUE(run(store_->remove(id)));
  EXPECT_EQ(names(), (Strings{"one", "three"}));
  const auto one = inbox("one");
  EXPECT_EQ(one.totals.total, 1u);
  EXPECT_EQ(one.totals.unread, 1u);
  EXPECT_EQ(one.last_received_at, make_message("b").received_at);
  EXPECT_FALSE(inbox("three").last_received_at);
  EXPECT_EQ(inbox("never").name, "never");
}

TEST_P(InboxStoreTest, KeepsWhatWasSaid) {
  store::InboxSettings settings;
  settings.retention = {7, 90min};
  settings.accepts = false;
  settings.password = "geheim";
  set_up("one", settings);
  const auto kept = inbox("one").settings;
  EXPECT_EQ(kept.retention.max_messages, 7u);
  EXPECT_EQ(kept.retention.max_age, Duration{90min});
  EXPECT_FALSE(kept.accepts);
  EXPECT_EQ(kept.password, "geheim");
  ASSERT_TRUE(run(store_->forget_inbox_settings("one")));
  EXPECT_TRUE(inbox("one").settings.accepts);
  EXPECT_FALSE(inbox("one").settings.retention.any());
  EXPECT_EQ(names(), Strings{});
}

TEST_P(InboxStoreTest, RefusesMailWhenToldTo) {
  store::InboxSettings shut;
  shut.accepts = false;
  set_up("shut", shut);
  const auto refused = run(store_->insert(make_message("a", "shut")));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::refused);
  EXPECT_EQ(refused.error().message, "the inbox \"shut\" takes no mail: its setting accept is false");
  insert("b", "open");
  set_up("shut", {});
  insert("c", "shut");
  EXPECT_EQ(inbox("shut").totals.total, 1u);
}

TEST_P(InboxStoreTest, KeepsDocumentsByName) {
  EXPECT_EQ(run(store_->document("routes")).value(), "");
  ASSERT_TRUE(run(store_->keep_document("routes", "one")));
  ASSERT_TRUE(run(store_->keep_document("routes", "two")));
  ASSERT_TRUE(run(store_->keep_document("other", "three")));
  EXPECT_EQ(run(store_->document("routes")).value(), "two");
}

TEST_P(InboxStoreTest, DeletesTheOldestOfTooMany) {
  limit("small", 2);
  for (const auto* subject : {"a", "b", "c", "d"}) insert(subject, "small");
  insert("e", "other");
  await_total("small", 2);
  EXPECT_EQ(subjects_in("small"), (Strings{"d", "c"}));
  EXPECT_EQ(inbox("other").totals.total, 1u);
}

TEST_P(InboxStoreTest, TellsWhatWasDeleted) {
  for (const auto* subject : {"a", "b", "c"}) insert(subject, "small");
  limit("small", 1);
  await_total("small", 1);
  std::uint64_t ids = 0, trimmed = 0, sequence = 0;
  for (const auto& event : events_after_close()) {
    EXPECT_GT(event.sequence, sequence);
    sequence = event.sequence;
    if (const auto* deleted = std::get_if<events::MessageDeleted>(&event.change)) ids += deleted->ids.size();
    if (const auto* told = std::get_if<events::StoreTrimmed>(&event.change)) {
      EXPECT_EQ(told->inbox, "small");
      trimmed += told->deleted;
    }
  }
  EXPECT_EQ(ids, 2u);
  EXPECT_EQ(trimmed, 2u);
}

TEST_P(InboxStoreTest, PinnedMessagesStayAndGoOnceTheyAreNot) {
  const auto pinned = insert("pinned", "small").id;
  store::Patch patch;
  patch.pinned = true;
  ASSERT_TRUE(run(store_->update(pinned, patch)));
  limit("small", 2);
  for (const auto* subject : {"a", "b", "c"}) insert(subject, "small");
  await_total("small", 2);
  EXPECT_EQ(subjects_in("small"), (Strings{"c", "pinned"}));
  insert("d", "small");
  await_total("small", 2);
  patch.pinned = false;
  ASSERT_TRUE(run(store_->update(pinned, patch)));
  insert("e", "small");
  await_total("small", 2);
  EXPECT_EQ(subjects_in("small"), (Strings{"e", "d"}));
}

TEST_P(InboxStoreTest, NothingMoreIsDeletedThanIsTooMuchWhenAllIsPinned) {
  store::Patch patch;
  patch.pinned = true;
  for (const auto* subject : {"a", "b", "c"})
    ASSERT_TRUE(run(store_->update(insert(subject, "small").id, patch)));
  limit("small", 1);
  insert("d", "small");
  await_total("small", 3);
  EXPECT_EQ(subjects_in("small"), (Strings{"c", "b", "a"}));
}

TEST_P(InboxStoreTest, AnOldMessageThatIsMovedInCounts) {
  const auto old = insert("old", "other").id;
  limit("small", 1);
  insert("new", "small");
  store::Patch patch;
  patch.inbox = "small";
  ASSERT_TRUE(run(store_->update(old, patch)));
  await_total("small", 1);
  EXPECT_EQ(subjects_in("small"), (Strings{"new"}));
}

TEST_P(InboxStoreTest, DeletesWhatIsTooOld) {
  store::InboxSettings settings;
  settings.retention.max_age = 1h;
  set_up("hour", settings);
  insert("old", "hour");
  insert("old elsewhere", "other");
  clock_.advance(30min);
  auto younger = make_message("younger", "hour");
  younger.received_at = clock_.now();
  insert(std::move(younger));
  EXPECT_EQ(inbox("hour").totals.total, 2u);
  clock_.advance(30min);
  insert("this wakes the writer", "other");
  await_total("hour", 1);
  EXPECT_EQ(subjects_in("hour"), (Strings{"younger"}));
  EXPECT_EQ(inbox("other").totals.total, 2u);
}

TEST_P(InboxStoreTest, KeepsUpWithManyAtOnce) {
  for (int i = 0; i < 1000; ++i) insert("x", "small");
  limit("small", 3);
  await_total("small", 3);
}

TEST_P(InboxStoreTest, HeldMessagesNeitherCountNorGo) {
  limit("small", 1);
  auto held = make_message("held", "small");
  held.release_at = clock_.now() + 1h;
  insert(std::move(held));
  insert("a", "small");
  insert("b", "small");
  await_total("small", 1);
  EXPECT_EQ(subjects_in("small"), (Strings{"b"}));
  EXPECT_EQ(run(store_->release_due(clock_.now() + 1h)).value().released, 1u);
  await_total("small", 1);
  EXPECT_EQ(subjects_in("small"), (Strings{"held"}));
}

TEST_P(InboxStoreTest, TagsAreCountedByInbox) {
  for (const auto& [inbox, tags] :
       {std::pair<std::string, std::vector<std::string>>{"one", {"invoice", "new"}},
        {"one", {"invoice"}},
        {"two", {"new"}},
        {"two", {}}}) {
    auto message = make_message("x", inbox);
    message.tags = tags;
    insert(std::move(message));
  }
  store::Patch read;
  read.read = true;
  ASSERT_EQ(run(store_->update_all(in_inbox("two"), read)).value(), 2u);
  const auto names = [](const std::vector<store::TagFacts>& tags) {
    std::string text;
    for (const auto& [name, totals] : tags)
      text += fmt::format("{} {}/{} ", name, totals.unread, totals.total);
    return text;
  };
  EXPECT_EQ(names(run(store_->tags(std::nullopt)).value()), "invoice 2/2 new 1/2 ");
  EXPECT_EQ(names(run(store_->tags("two")).value()), "new 0/1 ");
  EXPECT_EQ(names(run(store_->tags("three")).value()), "");
}

}  // namespace
}  // namespace mailstop::contract
