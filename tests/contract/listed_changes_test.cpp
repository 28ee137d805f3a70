// What every MessageStore must do with messages that are named one by one.
#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Ids = std::vector<std::string>;

class ListedChangesTest : public StoreTest {
 protected:
  std::uint64_t update(Ids ids, store::Patch patch) {
    return run(store_->update_each(std::move(ids), std::move(patch))).value();
  }
  Ids remove(Ids ids) { return run(store_->remove_each(std::move(ids))).value(); }

  template <class Change>
  std::vector<Change> told() {
    std::vector<Change> changes;
    for (const auto& event : events_after_close()) {
      if (const auto* change = std::get_if<Change>(&event.change)) changes.push_back(*change);
    }
    return changes;
  }

  static store::Patch read() {
    store::Patch patch;
    patch.read = true;
    return patch;
  }
};

INSTANTIATE_TEST_SUITE_P(
    , ListedChangesTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(ListedChangesTest, ThoseThatAreThereAreChanged) {
  const auto a = insert("a").id, b = insert("b", "other").id;
  insert("c");
  EXPECT_EQ(update({a, "absent", b}, read()), 2u);
  EXPECT_EQ(subjects("is:unread"), (Ids{"c"}));
  store::Patch patch;
  patch.tags = Ids{"x"};
  EXPECT_EQ(update({b}, patch), 1u);
  EXPECT_EQ(subjects("tag:x"), (Ids{"b"}));
  EXPECT_EQ(update({}, read()), 0u);
}

TEST_P(ListedChangesTest, WhatChangesNothingIsToldToNobody) {
  const auto a = insert("a").id, b = insert("b").id;
  EXPECT_EQ(update({a}, read()), 1u);
  EXPECT_EQ(update({a, b}, read()), 2u);
  const auto updates = told<events::MessageUpdated>();
  ASSERT_EQ(updates.size(), 2u);
  EXPECT_EQ(updates[0].message.id, a);
  EXPECT_EQ(updates[1].message.id, b);
}

TEST_P(ListedChangesTest, ThoseThatAreThereAreRemovedAndNamed) {
  const auto a = insert("a").id, b = insert("b").id, c = insert("c", "other").id;
  EXPECT_EQ(remove({"absent", c, a}), (Ids{c, a}));
  EXPECT_EQ(subjects(list()), (Ids{"b"}));
  EXPECT_EQ(list().totals.unread, 1u);
  EXPECT_EQ(run(store_->raw(a)).error().code, Errc::not_found);
  EXPECT_EQ(remove({a, c}), Ids());
  EXPECT_EQ(remove({b}), (Ids{b}));
  EXPECT_EQ(list().totals.total, 0u);
}

TEST_P(ListedChangesTest, ARemovalIsToldByInboxAlsoWhenNothingIsLeft) {
  const auto a = insert("a").id, b = insert("b").id, c = insert("c", "other").id;
  EXPECT_EQ(remove({a, c, b}).size(), 3u);
  const auto removals = told<events::MessageDeleted>();
  ASSERT_EQ(removals.size(), 2u);
  EXPECT_EQ(removals[0].inbox, "default");
  EXPECT_EQ(removals[0].ids, (Ids{a, b}));
  EXPECT_EQ(removals[1].ids, (Ids{c}));
}

TEST_P(ListedChangesTest, AHeldMessageIsRemovedButNotChanged) {
  auto message = make_message("held");
  message.release_at = message.received_at + std::chrono::hours(1);
  const auto held = insert(std::move(message)).id;
  EXPECT_EQ(update({held}, read()), 0u);
  EXPECT_EQ(remove({held}), (Ids{held}));
  EXPECT_EQ(run(store_->get(held)).error().code, Errc::not_found);
  EXPECT_EQ(told<events::MessageDeleted>().size(), 0u);
}

TEST_P(ListedChangesTest, ManyGoInTransactionsOfBoundedSize) {
  const auto insert_many = [](store::MessageStore& store, int count) -> Task<Ids> {
    Ids ids;
    for (int i = 0; i < count; ++i) {
      const auto summary = co_await store.insert(make_message("x"));
      ids.push_back(summary->id);
    }
    co_return ids;
  };
  const auto ids = run(insert_many(*store_, 2500));
  EXPECT_EQ(update(ids, read()), 2500u);
  EXPECT_EQ(list().totals.unread, 0u);
  EXPECT_EQ(remove(ids), ids);
  const auto removals = told<events::MessageDeleted>();
  ASSERT_EQ(removals.size(), 3u);
  EXPECT_EQ(removals[0].ids.size(), 1000u);
  EXPECT_EQ(removals[2].ids.size(), 500u);
}

}  // namespace
}  // namespace mailstop::contract
