// What every MessageStore must do: updates, removals, and what it says about them.
#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Strings = std::vector<std::string>;

class StoreChangesTest : public StoreTest {
 protected:
  mail::MessageSummary update(const std::string& id, store::Patch patch) {
    return run(store_->update(id, std::move(patch))).value();
  }
};

INSTANTIATE_TEST_SUITE_P(
    , StoreChangesTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

// One line an event: what happened to whom.
std::string told(const events::Event& event) {
  struct Tell {
    std::string operator()(const events::MessageStored& e) const { return "stored " + e.message.subject; }
    std::string operator()(const events::MessageUpdated& e) const {
      return fmt::format("updated {} read={}", e.message.subject, e.message.read);
    }
    std::string operator()(const events::MessageDeleted& e) const {
      return fmt::format("deleted {} of {}", e.ids.size(), e.inbox);
    }
    std::string operator()(const events::InboxCleared& e) const { return "cleared " + e.inbox; }
    std::string operator()(const events::StoreTrimmed& e) const {
      return fmt::format("trimmed {} of {}", e.deleted, e.inbox);
    }
    std::string operator()(const events::SessionEnded& e) const { return "ended " + e.session.id; }
  };
  return fmt::format("{} {}", event.sequence, std::visit(Tell{}, event.change));
}

Strings told(const std::vector<events::Event>& events) {
  Strings lines;
  for (const auto& event : events) lines.push_back(told(event));
  return lines;
}

TEST_P(StoreChangesTest, APatchChangesWhatItNames) {
  const auto id = insert("a").id;
  store::Patch patch;
  patch.read = true;
  EXPECT_TRUE(update(id, patch).read);
  patch = {};
  patch.pinned = true;
  const auto pinned = update(id, patch);
  EXPECT_TRUE(pinned.pinned && pinned.read);
  EXPECT_EQ(pinned.sequence, 1u);
  const auto listed = list().messages.at(0);
  EXPECT_TRUE(listed.read && listed.pinned);
  EXPECT_EQ(subjects("is:pinned is:read"), (Strings{"a"}));
}

TEST_P(StoreChangesTest, TagsAreReplacedAddedAndRemoved) {
  const auto id = insert("a").id;
  store::Patch patch;
  patch.tags = Strings{"one", "two", "one"};
  EXPECT_EQ(update(id, patch).tags, (Strings{"one", "two"}));
  patch = {};
  patch.add_tags = {"three", "two"};
  patch.remove_tags = {"one", "absent"};
  EXPECT_EQ(update(id, patch).tags, (Strings{"two", "three"}));
  EXPECT_EQ(subjects("tag:THREE is:tagged"), (Strings{"a"}));
  EXPECT_EQ(subjects("tag:one OR tag:thre"), Strings{});
}

TEST_P(StoreChangesTest, AMessageMovesToAnotherInbox) {
  const auto id = insert("a", "one").id;
  store::Patch patch;
  patch.inbox = "two";
  EXPECT_EQ(update(id, patch).inbox, "two");
  EXPECT_EQ(list(in_inbox("one")).totals.total, 0u);
  EXPECT_EQ(list(in_inbox("two")).totals.total, 1u);
  EXPECT_EQ(list(in_inbox("two")).totals.unread, 1u);
  EXPECT_EQ(list().totals.total, 1u);
  EXPECT_EQ(subjects(list(in_inbox("two"))), (Strings{"a"}));
}

TEST_P(StoreChangesTest, UpdateAllTakesTheSelection) {
  insert("a one");
  insert("b one");
  insert("c two");
  store::Patch read;
  read.read = true;
  EXPECT_EQ(run(store_->update_all(matching("one is:unread"), read)).value(), 2u);
  EXPECT_EQ(list().totals.unread, 1u);
  EXPECT_EQ(subjects("is:unread"), (Strings{"c two"}));
}

TEST_P(StoreChangesTest, RemoveTakesOneMessageWithAllItHas) {
  const auto a = insert("a");
  insert("b");
  ASSERT_TRUE(run(store_->remove(a.id)));
  EXPECT_EQ(run(store_->get(a.id)).error().code, Errc::not_found);
  EXPECT_EQ(run(store_->raw(a.id)).error().code, Errc::not_found);
  EXPECT_EQ(subjects(list()), (Strings{"b"}));
  EXPECT_EQ(list().totals.total, 1u);
  EXPECT_EQ(run(store_->remove(a.id)).error().code, Errc::not_found);
}

TEST_P(StoreChangesTest, RemoveAllTakesTheSelection) {
  insert("a", "one");
  insert("b", "two");
  insert("c", "one");
  insert("d", "one");
  EXPECT_EQ(run(store_->remove_all(matching("subject:c"))).value(), 1u);
  EXPECT_EQ(run(store_->remove_all(in_inbox("one"))).value(), 2u);
  EXPECT_EQ(subjects(list()), (Strings{"b"}));
  EXPECT_EQ(run(store_->remove_all({})).value(), 1u);
  EXPECT_EQ(run(store_->remove_all({})).value(), 0u);
  EXPECT_EQ(list().totals.total, 0u);
  EXPECT_EQ(list().totals.unread, 0u);
}

TEST_P(StoreChangesTest, RemoveAllGoesInChunks) {
  const auto insert_many = [](store::MessageStore& store, int count) -> Task<int> {
    for (int i = 0; i < count; ++i) co_await store.insert(make_message("x"));
    co_return count;
  };
  ASSERT_EQ(run(insert_many(*store_, 2500)), 2500);
  EXPECT_EQ(run(store_->remove_all({})).value(), 2500u);
  const auto lines = told(events_after_close());
  ASSERT_EQ(lines.size(), 2503u);
  EXPECT_EQ(lines[2500], "2501 deleted 1000 of default");
  EXPECT_EQ(lines[2501], "2502 deleted 1000 of default");
  EXPECT_EQ(lines[2502], "2503 cleared default");
}

TEST_P(StoreChangesTest, EventsFollowTheOrderOfSequence) {
  const auto a = insert("a");
  insert("b");
  insert("c", "other");
  store::Patch read;
  read.read = true;
  update(a.id, read);
  update(a.id, read);  // changes nothing, says nothing
  ASSERT_TRUE(run(store_->remove(a.id)));
  ASSERT_TRUE(run(store_->remove_all(in_inbox("default"))));
  EXPECT_FALSE(run(store_->remove("absent")));
  EXPECT_EQ(list().sequence, 6u);
  EXPECT_EQ(told(events_after_close()),
            (Strings{"1 stored a", "2 stored b", "3 stored c", "4 updated a read=true",
                     "5 deleted 1 of default", "6 cleared default"}));
}

TEST_P(StoreChangesTest, TheSequenceNeverGoesBack) {
  insert("a");
  ASSERT_TRUE(run(store_->remove_all({})));
  EXPECT_EQ(insert("b").sequence, 3u);
  EXPECT_EQ(list().sequence, 3u);
}

TEST_P(StoreChangesTest, AnErrorIsOfItsOwnChangeAlone) {
  const auto insert_one = [&](std::string subject) -> Task<> {
    co_await store_->insert(make_message(std::move(subject)));
  };
  const auto remove_absent = [&]() -> Task<> {
    const auto removed = co_await store_->remove("absent");
    EXPECT_FALSE(removed);
  };
  asio::co_spawn(context_, insert_one("a"), asio::detached);
  asio::co_spawn(context_, remove_absent(), asio::detached);
  asio::co_spawn(context_, insert_one("b"), asio::detached);
  context_.run();
  EXPECT_EQ(list().totals.total, 2u);
}

}  // namespace
}  // namespace mailstop::contract
