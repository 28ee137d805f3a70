#include "events/bus.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <thread>

#include "support/run_task.hpp"

namespace mailstop::events {
namespace {

Event stored(std::uint64_t sequence) {
  MessageStored change;
  change.message.sequence = sequence;
  change.message.inbox = "default";
  return {sequence, std::move(change)};
}

void publish(Bus& bus, std::uint64_t first, std::uint64_t last) {
  std::vector<Event> events;
  for (auto sequence = first; sequence <= last; ++sequence) events.push_back(stored(sequence));
  bus.publish(events);
}

// What is queued, as text: "3 4 lagged(4) closed".
std::string drain(Subscription& subscription) {
  std::string text;
  while (auto delivery = subscription.poll()) {
    if (!text.empty()) text += ' ';
    if (const auto* event = std::get_if<SharedEvent>(&*delivery)) {
      text += std::to_string((*event)->sequence);
      continue;
    }
    if (const auto* lagged = std::get_if<Lagged>(&*delivery))
      return text + "lagged(" + std::to_string(lagged->after) + ")";
    return text + "closed";
  }
  return text;
}

struct BusTest : testing::Test {
  asio::io_context context;
  Bus bus{BusLimits{.queue = 3, .history = 4}};
};

TEST_F(BusTest, DeliversInOrderWhatComesAfterSubscribing) {
  publish(bus, 1, 2);
  auto subscription = bus.subscribe(context.get_executor());
  EXPECT_EQ(subscription.start(), 2u);
  publish(bus, 3, 4);
  EXPECT_EQ(drain(subscription), "3 4");
}

TEST_F(BusTest, ReplaysFromASequence) {
  publish(bus, 1, 4);
  auto subscription = bus.subscribe(context.get_executor(), 2);
  publish(bus, 5, 5);
  EXPECT_EQ(drain(subscription), "3 4 5");
}

TEST_F(BusTest, SaysLaggedWhenTheHistoryReachesNotSoFarBack) {
  publish(bus, 1, 6);
  auto late = bus.subscribe(context.get_executor(), 1);
  EXPECT_EQ(drain(late), "lagged(1)");
  auto just_in_time = bus.subscribe(context.get_executor(), 2);
  EXPECT_EQ(drain(just_in_time), "3 4 5 6");
}

TEST_F(BusTest, SaysLaggedOnceToASlowSubscriber) {
  auto slow = bus.subscribe(context.get_executor());
  publish(bus, 1, 10);
  EXPECT_EQ(drain(slow), "lagged(0)");
}

TEST_F(BusTest, StartsWhereTheStoreStands) {
  bus.start_at(40);
  EXPECT_EQ(bus.sequence(), 40u);
  auto current = bus.subscribe(context.get_executor(), 40);
  EXPECT_EQ(drain(current), "");
  auto older = bus.subscribe(context.get_executor(), 39);
  EXPECT_EQ(drain(older), "lagged(39)");
}

TEST_F(BusTest, EndsEverySubscriptionAfterItsQueue) {
  auto subscription = bus.subscribe(context.get_executor());
  publish(bus, 1, 1);
  bus.close();
  EXPECT_EQ(drain(subscription), "1 closed");
  auto later = bus.subscribe(context.get_executor());
  EXPECT_EQ(drain(later), "closed");
}

TEST_F(BusTest, ForgetsSubscribersThatAreGone) {
  {
    auto subscription = bus.subscribe(context.get_executor());
    EXPECT_EQ(bus.subscribers(), 1u);
  }
  EXPECT_EQ(bus.subscribers(), 0u);
  publish(bus, 1, 1);
}

Task<std::uint64_t> next_sequence(Subscription& subscription) {
  auto delivery = co_await subscription.next();
  co_return std::get<SharedEvent>(delivery)->sequence;
}

TEST_F(BusTest, WakesAWaitingSubscriberFromAnotherThread) {
  auto subscription = bus.subscribe(context.get_executor());
  std::thread publisher([&] { publish(bus, 7, 7); });
  EXPECT_EQ(test::run_task(context, next_sequence(subscription)), 7u);
  publisher.join();
}

}  // namespace
}  // namespace mailstop::events
