#include "store/sqlite/write_queue.hpp"

#include <gtest/gtest.h>

#include <future>

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;
using Pushed = WriteQueue::Pushed;

constexpr std::size_t any_bytes = 1u << 20;
constexpr std::size_t any_count = 1000;

class SizedChange final : public Change {
 public:
  explicit SizedChange(std::size_t bytes) : bytes_(bytes) {}

  std::size_t bytes() const override { return bytes_; }
  void apply(Changes&) override {}
  void resume() override {}
  void resume(Error) override {}

 private:
  std::size_t bytes_;
};

class WriteQueueTest : public testing::Test {
 protected:
  Pushed push(std::size_t bytes = 1) {
    std::unique_ptr<Change> change = std::make_unique<SizedChange>(bytes);
    return queue_.push(change);
  }
  std::size_t take(std::chrono::milliseconds patience) {
    const auto batch = queue_.take(any_count, any_bytes, patience);
    return batch ? batch->size() : 0;
  }
  // What another thread gets that waits as long as it must.
  std::future<std::size_t> take_elsewhere() {
    return std::async(std::launch::async, [this] { return take(1h); });
  }

  WriteQueue queue_;
};

TEST_F(WriteQueueTest, GivesTogetherWhatWasPushedBeforeTheAnnouncement) {
  auto taken = take_elsewhere();
  EXPECT_EQ(push(), Pushed::first);
  EXPECT_EQ(push(), Pushed::following);
  EXPECT_EQ(push(), Pushed::following);
  queue_.announce();
  EXPECT_EQ(taken.get(), 3u);
}

TEST_F(WriteQueueTest, WhoeverPushesAfterAnAnnouncementMakesTheNext) {
  push();
  queue_.announce();
  EXPECT_EQ(push(), Pushed::first);
  EXPECT_EQ(take(1h), 2u);
  EXPECT_EQ(push(), Pushed::first);
}

TEST_F(WriteQueueTest, ACrowdNeedsNoAnnouncement) {
  auto taken = take_elsewhere();
  std::size_t first = 0;
  for (int index = 0; index < 100; ++index) first += push() == Pushed::first ? 1 : 0;
  const std::size_t crowd = taken.get();
  EXPECT_GE(crowd, 2u);
  EXPECT_LT(first, 100u / 2);
  EXPECT_EQ(crowd + take(0ms), 100u);
}

TEST_F(WriteQueueTest, AnAnnouncementThatComesLateWakesNobody) {
  push();
  EXPECT_EQ(take(0ms), 1u);
  queue_.announce();
  EXPECT_EQ(take(0ms), 0u);
  EXPECT_TRUE(queue_.stays_empty_for(0ms));
}

TEST_F(WriteQueueTest, NothingIsLeftBehindByWhoeverForgetsToAnnounce) {
  push();
  EXPECT_EQ(take(1ms), 1u);
}

TEST_F(WriteQueueTest, WhatIsNotAnnouncedIsNoRest) {
  push();
  EXPECT_FALSE(queue_.stays_empty_for(0ms));
}

TEST_F(WriteQueueTest, WhatIsBeyondTheCapsComesNextWithoutAnotherAnnouncement) {
  for (const std::size_t bytes : {10, 10, 10}) push(bytes);
  queue_.announce();
  EXPECT_EQ(queue_.take(any_count, 20, 1h)->size(), 2u);
  EXPECT_EQ(queue_.take(any_count, 1, 1h)->size(), 1u);  // one goes, however large
}

TEST_F(WriteQueueTest, GivesWhatIsLeftWhenItIsClosedAndTakesNoMore) {
  push();
  queue_.close();
  EXPECT_EQ(push(), Pushed::closed);
  EXPECT_EQ(take(1h), 1u);
  EXPECT_FALSE(queue_.take(any_count, any_bytes, 1h));
}

}  // namespace
}  // namespace mailstop::store::sqlite
