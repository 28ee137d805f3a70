#include "mailroom/inbox_choice.hpp"

#include <gtest/gtest.h>

namespace mailstop::mailroom {
namespace {

std::string chosen(std::string_view raw, std::string auth_user = "") {
  mail::Envelope envelope;
  envelope.auth_user = std::move(auth_user);
  return choose_inbox(envelope, raw);
}

TEST(InboxChoice, DefaultWhenNothingIsSaid) {
  EXPECT_EQ(chosen("Subject: x\r\n\r\nbody\r\n"), "default");
  EXPECT_EQ(chosen(""), "default");
}

TEST(InboxChoice, TheAuthUserNamesIt) {
  EXPECT_EQ(chosen("Subject: x\r\n\r\n", "checkout-7"), "checkout-7");
  EXPECT_EQ(chosen("Subject: x\r\n\r\n", "alice@example.test"), "alice@example.test");
}

TEST(InboxChoice, TheHeaderWins) {
  EXPECT_EQ(chosen("Subject: x\r\nx-mailstop-inbox:  one \r\nX-Mailstop-Inbox: two\r\n\r\n", "user"), "one");
  EXPECT_EQ(chosen("X-Mailstop-Inbox: one", "user"), "one");
  EXPECT_EQ(chosen("X-Mailstop-Inbox: one\n\nbody", "user"), "one");
}

TEST(InboxChoice, TheBodyIsNoHeader) {
  EXPECT_EQ(chosen("Subject: x\r\n\r\nX-Mailstop-Inbox: one\r\n"), "default");
}

TEST(InboxChoice, ANameThatNoInboxMayHaveCountsAsNone) {
  EXPECT_EQ(chosen("X-Mailstop-Inbox: a b\r\n\r\n", "user"), "user");
  EXPECT_EQ(chosen("X-Mailstop-Inbox:\r\n\r\n", "not a name"), "default");
  EXPECT_EQ(chosen("X-Mailstop-Inbox: " + std::string(129, 'a') + "\r\n\r\n"), "default");
}

}  // namespace
}  // namespace mailstop::mailroom
