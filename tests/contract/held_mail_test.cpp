// What every store does with messages that wait for their time (RFC 4865).
#include <gmock/gmock.h>

#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

class HeldMailTest : public StoreTest {
 protected:
  mail::MessageSummary hold(std::string subject, Duration time, std::string inbox = "default") {
    auto message = make_message(std::move(subject), std::move(inbox));
    message.release_at = clock_.now() + time;
    return insert(std::move(message));
  }
  store::Page held(store::ListRequest request = {}) {
    request.selection.held = true;
    return list(std::move(request));
  }
  store::Release release() { return run(store_->release_due(clock_.now())).value(); }
};

INSTANTIATE_TEST_SUITE_P(
    , HeldMailTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(HeldMailTest, IsInNoListAndNoTotal) {
  insert("visible");
  const auto waiting = hold("later", 1h);
  EXPECT_EQ(waiting.sequence, 0u);
  EXPECT_EQ(waiting.held_until, clock_.now() + 1h);
  const auto page = list();
  EXPECT_THAT(subjects(page), ElementsAre("visible"));
  EXPECT_EQ(page.totals.total, 1u);
  EXPECT_EQ(page.totals.unread, 1u);
  EXPECT_EQ(page.sequence, 1u) << "nobody can see it, so nothing has changed";
  EXPECT_THAT(subjects(list(in_inbox("default"))), ElementsAre("visible"));
  EXPECT_TRUE(subjects("subject:later").empty());
  EXPECT_NE(run(store_->latest({})).value(), waiting.id);
  store::ListRequest oldest;
  oldest.order = store::Order::oldest;
  EXPECT_THAT(subjects(list(oldest)), ElementsAre("visible"));
  EXPECT_EQ(run(store_->status()).value().totals.total, 1u);
}

TEST_P(HeldMailTest, IsListedWhenAskedForAndCanBeRead) {
  insert("visible");
  const auto waiting = hold("later", 1h);
  const auto page = held();
  EXPECT_THAT(subjects(page), ElementsAre("later"));
  EXPECT_EQ(page.messages[0].held_until, clock_.now() + 1h);
  EXPECT_EQ(page.messages[0].sequence, 0u);
  const auto message = run(store_->get(waiting.id)).value();
  EXPECT_EQ(message.summary.held_until, clock_.now() + 1h);
  EXPECT_EQ(message.envelope.sender, "sender@app.test");
  EXPECT_EQ(run(store_->raw(waiting.id)).value(), make_message("later").raw);
}

TEST_P(HeldMailTest, ListsPagesAndSearches) {
  for (const auto* subject : {"one", "two", "three"}) hold(subject, 1h);
  hold("elsewhere", 1h, "other");
  store::ListRequest request;
  request.selection.inbox = "default";
  request.limit = 2;
  auto page = held(request);
  EXPECT_THAT(subjects(page), ElementsAre("three", "two"));
  request.cursor = page.next_cursor;
  page = held(request);
  EXPECT_THAT(subjects(page), ElementsAre("one"));
  EXPECT_FALSE(page.next_cursor);

  request = {};
  request.order = store::Order::oldest;
  request.limit = 1;
  page = held(request);
  EXPECT_THAT(subjects(page), ElementsAre("one"));
  request.cursor = page.next_cursor;
  EXPECT_THAT(subjects(held(request)), ElementsAre("two"));

  request = {};
  request.selection = matching("subject:t");
  request.limit = 1;
  page = held(request);
  EXPECT_THAT(subjects(page), ElementsAre("three"));
  EXPECT_EQ(page.matched, 2u);
  request.cursor = page.next_cursor;
  page = held(request);
  EXPECT_THAT(subjects(page), ElementsAre("two"));
  EXPECT_EQ(page.matched, 2u);
}

TEST_P(HeldMailTest, ArrivesWhenItsTimeHasCome) {
  const auto waiting = hold("later", 1h);
  insert("meanwhile");
  EXPECT_EQ(release().released, 0u);
  EXPECT_EQ(release().next, clock_.now() + 1h);
  clock_.advance(1h);
  const auto released = release();
  EXPECT_EQ(released.released, 1u);
  EXPECT_FALSE(released.next);

  const auto page = list();
  EXPECT_THAT(subjects(page), ElementsAre("later", "meanwhile"));
  EXPECT_EQ(page.messages[0].id, waiting.id);
  EXPECT_EQ(page.messages[0].sequence, 2u);
  EXPECT_FALSE(page.messages[0].held_until);
  EXPECT_EQ(page.totals.total, 2u);
  EXPECT_EQ(page.totals.unread, 2u);
  EXPECT_TRUE(held().messages.empty());
  EXPECT_THAT(subjects("body:hello subject:later"), ElementsAre("later"));
  EXPECT_EQ(run(store_->raw(waiting.id)).value(), make_message("later").raw);
  EXPECT_EQ(run(store_->get(waiting.id)).value().envelope.sender, "sender@app.test");
  const auto events = events_after_close();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1].sequence, 2u);
  EXPECT_EQ(std::get<events::MessageStored>(events[1].change).message.id, waiting.id);
}

TEST_P(HeldMailTest, ArrivesInTheOrderOfTheTimes) {
  hold("third", 3h);
  hold("first", 1h);
  hold("second", 2h);
  clock_.advance(2h);
  const auto released = release();
  EXPECT_EQ(released.released, 2u);
  EXPECT_EQ(released.next, clock_.now() + 1h);
  EXPECT_THAT(subjects(list()), ElementsAre("second", "first"));
  EXPECT_THAT(subjects(held()), ElementsAre("third"));
}

TEST_P(HeldMailTest, AreReleasedAThousandAtOnce) {
  for (int index = 0; index < 1000; ++index) hold("x", 1h);
  clock_.advance(1h);
  std::uint64_t count = 0;
  for (auto next = release(); next.released > 0; next = release()) count += next.released;
  EXPECT_EQ(count, 1000u);
  EXPECT_EQ(list().totals.total, 1000u);
}

TEST_P(HeldMailTest, CanBeRemovedButNotChanged) {
  const auto waiting = hold("later", 1h);
  store::Patch patch;
  patch.read = true;
  const auto changed = run(store_->update(waiting.id, patch));
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, Errc::conflict);
  EXPECT_TRUE(run(store_->remove(waiting.id)));
  EXPECT_FALSE(run(store_->get(waiting.id)));
  EXPECT_TRUE(held().messages.empty());
  EXPECT_EQ(list().totals.total, 0u);
  clock_.advance(1h);
  EXPECT_EQ(release().released, 0u);
  EXPECT_TRUE(events_after_close().empty());
}

TEST_P(HeldMailTest, AreRemovedTogetherOnlyWhenMeant) {
  insert("visible");
  hold("later", 1h);
  hold("elsewhere", 1h, "other");
  EXPECT_EQ(run(store_->remove_all({})).value(), 1u);
  EXPECT_EQ(held().messages.size(), 2u);
  store::Selection selection = in_inbox("other");
  selection.held = true;
  EXPECT_EQ(run(store_->remove_all(selection)).value(), 1u);
  EXPECT_THAT(subjects(held()), ElementsAre("later"));
  insert("visible");
  selection = {};
  selection.held = true;
  EXPECT_EQ(run(store_->remove_all(selection)).value(), 1u);
  EXPECT_THAT(subjects(list()), ElementsAre("visible"));
}

TEST_P(HeldMailTest, IsStillThereAfterARestart) {
  if (GetParam().name == "sqlite_memory") GTEST_SKIP() << "keeps nothing";
  const auto waiting = hold("later", 1h);
  reopen();
  EXPECT_THAT(subjects(held()), ElementsAre("later"));
  clock_.advance(2h);
  EXPECT_GT(insert("new").id, waiting.id);
  EXPECT_EQ(release().released, 1u);
  EXPECT_THAT(subjects(list()), ElementsAre("later", "new"));
}

}  // namespace
}  // namespace mailstop::contract
