#include "api/compat/mailcatcher/message_numbers.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace mailstop::api::compat::mailcatcher {
namespace {

mail::MessageSummary message_of(std::string id, std::string inbox = "default") {
  mail::MessageSummary message;
  message.id = std::move(id);
  message.inbox = std::move(inbox);
  return message;
}

std::string text_of(const Change& change) {
  if (const auto* const added = std::get_if<Added>(&change)) return fmt::format("+{}", added->number);
  if (const auto* const removed = std::get_if<Removed>(&change)) return fmt::format("-{}", removed->number);
  return "clear";
}

class MessageNumbersTest : public testing::Test {
 protected:
  template <class What>
  std::string tell(What what) {
    events::Event event;
    event.sequence = ++sequence_;
    event.change = std::move(what);
    std::string text;
    for (const auto& change : numbers_.apply(event)) text += text_of(change) + " ";
    return text;
  }
  std::string store(std::string id, std::string inbox = "default") {
    return tell(events::MessageStored{message_of(std::move(id), std::move(inbox))});
  }

  MessageNumbers numbers_;
  std::uint64_t sequence_ = 0;
};

TEST_F(MessageNumbersTest, CountFromOneInTheOrderOfArrival) {
  EXPECT_EQ(store("a"), "+1 ");
  EXPECT_EQ(store("b"), "+2 ");
  EXPECT_EQ(store("a"), "");  // told twice
  EXPECT_EQ(numbers_.number_of("b"), 2u);
  ASSERT_TRUE(numbers_.id_of(1));
  EXPECT_EQ(*numbers_.id_of(1), "a");
  EXPECT_FALSE(numbers_.id_of(3));
  EXPECT_FALSE(numbers_.number_of("c"));
}

TEST_F(MessageNumbersTest, GoOnFromTheLargestThatIsLeft) {
  for (const auto* const id : {"a", "b", "c"}) store(id);
  EXPECT_EQ(tell(events::MessageDeleted{{"a"}, "default"}), "-1 ");
  EXPECT_EQ(store("d"), "+4 ");
  EXPECT_EQ(tell(events::MessageDeleted{{"c", "d", "unknown"}, "default"}), "-3 -4 ");
  EXPECT_EQ(store("e"), "+3 ");
}

TEST_F(MessageNumbersTest, BeginAgainWhenNothingIsLeft) {
  store("a");
  store("b");
  EXPECT_EQ(tell(events::InboxCleared{"default", 1}), "clear ");
  EXPECT_EQ(numbers_.size(), 0u);
  EXPECT_EQ(tell(events::InboxCleared{"default", 1}), "");
  EXPECT_EQ(store("c"), "+1 ");
}

TEST_F(MessageNumbersTest, AClearedInboxLeavesTheOthers) {
  store("a", "one");
  store("b", "two");
  store("c", "one");
  tell(events::MessageUpdated{message_of("c", "two")});
  EXPECT_EQ(tell(events::InboxCleared{"one", 1}), "-1 ");
  EXPECT_EQ(tell(events::InboxCleared{"two", 1}), "clear ");
}

TEST_F(MessageNumbersTest, OtherEventsChangeNothing) {
  store("a");
  EXPECT_EQ(tell(events::StoreTrimmed{"", 1}), "");
  EXPECT_EQ(tell(events::SessionEnded{}), "");
  EXPECT_EQ(tell(events::MessageUpdated{message_of("unknown")}), "");
  EXPECT_EQ(numbers_.size(), 1u);
}

TEST_F(MessageNumbersTest, KeepWhatTheyWereWhenLoadedAgain) {
  numbers_.add(message_of("a"), 5);
  numbers_.add(message_of("b"));
  EXPECT_EQ(numbers_.number_of("a"), 5u);
  EXPECT_EQ(numbers_.number_of("b"), 6u);
}

}  // namespace
}  // namespace mailstop::api::compat::mailcatcher
