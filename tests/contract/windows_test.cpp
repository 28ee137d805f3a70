// What every MessageStore must do when a selection is changed or removed a window at a time.
#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Strings = std::vector<std::string>;

class WindowTest : public StoreTest {
 protected:
  static store::Window window(std::uint32_t limit, std::optional<std::uint64_t> cursor = {}) {
    return {limit, cursor};
  }
  store::WindowDone mark_read(store::Selection selection, store::Window window) {
    store::Patch read;
    read.read = true;
    return run(store_->update_window(std::move(selection), window, read)).value();
  }
  store::WindowDone remove(store::Selection selection, store::Window window) {
    return run(store_->remove_window(std::move(selection), window)).value();
  }
};

INSTANTIATE_TEST_SUITE_P(
    , WindowTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(WindowTest, ChangesTheNewestFirstAndGoesOnByCursor) {
  for (const auto* subject : {"a", "b", "c", "d", "e"}) insert(subject);
  auto done = mark_read({}, window(2));
  EXPECT_EQ(done.changed, 2u);
  ASSERT_TRUE(done.next_cursor);
  EXPECT_EQ(subjects("is:read"), (Strings{"e", "d"}));
  insert("arrived meanwhile");
  done = mark_read({}, window(2, done.next_cursor));
  EXPECT_EQ(subjects("is:read"), (Strings{"e", "d", "c", "b"}));
  done = mark_read({}, window(2, done.next_cursor));
  EXPECT_EQ(done.changed, 1u);
  EXPECT_FALSE(done.next_cursor);
  EXPECT_EQ(subjects("is:unread"), (Strings{"arrived meanwhile"}));
}

TEST_P(WindowTest, AWindowThatHoldsTheRestIsTheLast) {
  for (const auto* subject : {"a", "b"}) insert(subject);
  const auto done = mark_read({}, window(2));
  EXPECT_EQ(done.changed, 2u);
  EXPECT_FALSE(done.next_cursor);
  const auto nothing = mark_read(matching("absent"), window(2));
  EXPECT_EQ(nothing.changed, 0u);
  EXPECT_FALSE(nothing.next_cursor);
}

TEST_P(WindowTest, GoesOnThoughAChangeTakesMessagesOutOfTheSelection) {
  for (const auto* subject : {"a", "b", "c", "d", "e"}) insert(subject);
  std::uint64_t changed = 0, windows = 0;
  for (std::optional<std::uint64_t> cursor;;) {
    const auto done = mark_read(matching("is:unread"), window(2, cursor));
    changed += done.changed;
    ++windows;
    if (!(cursor = done.next_cursor)) break;
  }
  EXPECT_EQ(changed, 5u);
  EXPECT_EQ(windows, 3u);
  EXPECT_EQ(list().totals.unread, 0u);
}

TEST_P(WindowTest, RemovesTheNewestOfTheSelectionFirst) {
  insert("a", "one");
  insert("b", "two");
  insert("c", "one");
  insert("d", "one");
  auto done = remove(in_inbox("one"), window(1));
  EXPECT_EQ(done.changed, 1u);
  EXPECT_EQ(subjects(list()), (Strings{"c", "b", "a"}));
  done = remove(in_inbox("one"), window(5, done.next_cursor));
  EXPECT_EQ(done.changed, 2u);
  EXPECT_FALSE(done.next_cursor);
  EXPECT_EQ(subjects(list()), (Strings{"b"}));
}

TEST_P(WindowTest, RemovesHeldMessagesWhenTheyAreMeant) {
  insert("visible");
  for (const auto* subject : {"a", "b", "c"}) {
    auto message = make_message(subject);
    message.release_at = clock_.now() + std::chrono::hours(1);
    insert(std::move(message));
  }
  store::Selection held;
  held.held = true;
  auto done = remove(held, window(2));
  EXPECT_EQ(done.changed, 2u);
  EXPECT_EQ(subjects(list(held)), (Strings{"a"}));
  done = remove(held, window(2, done.next_cursor));
  EXPECT_EQ(done.changed, 1u);
  EXPECT_FALSE(done.next_cursor);
  EXPECT_EQ(subjects(list()), (Strings{"visible"}));
}

TEST_P(WindowTest, IsOneTransactionAndOneEventOfDeletion) {
  for (const auto* subject : {"a", "b", "c"}) insert(subject);
  const auto done = remove({}, window(2));
  EXPECT_EQ(done.changed, 2u);
  const auto events = events_after_close();
  ASSERT_EQ(events.size(), 4u);
  EXPECT_EQ(std::get<events::MessageDeleted>(events[3].change).ids.size(), 2u);
}

}  // namespace
}  // namespace mailstop::contract
