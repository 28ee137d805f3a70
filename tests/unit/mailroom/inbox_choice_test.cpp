#include "mailroom/inbox_choice.hpp"

#include <gtest/gtest.h>

namespace mailstop::mailroom {
namespace {

std::string chosen(std::string_view raw, std::string auth_user = "") {
  mail::Envelope envelope;
  envelope.auth_user = std::move(auth_user);
  return choose_inbox(envelope, raw, default_inbox_keys());
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

mail::Envelope full_envelope() {
  mail::Envelope envelope;
  envelope.auth_user = "user";
  envelope.helo = "[IPv6:2001:db8::1]";
  envelope.client_address = "127.0.0.1";
  envelope.recipients = {{"Bob@Example.test", "", ""}, {"alice+checkout-7@x.test", "", ""}};
  return envelope;
}

std::string chosen_by(std::string_view keys, std::string_view by_rule = {}) {
  return choose_inbox(full_envelope(), "X-Mailstop-Inbox: header\r\n\r\n", parse_inbox_keys(keys).value(),
                      by_rule);
}

TEST(InboxChoice, AnyKeyMayNameIt) {
  EXPECT_EQ(chosen_by("header"), "header");
  EXPECT_EQ(chosen_by("auth"), "user");
  EXPECT_EQ(chosen_by("recipient-tag"), "checkout-7");
  EXPECT_EQ(chosen_by("recipient"), "bob@example.test");
  EXPECT_EQ(chosen_by("helo"), "2001-db8--1");
  EXPECT_EQ(chosen_by("client-address"), "127.0.0.1");
}

TEST(InboxChoice, TheFirstKeyThatNamesOneCounts) {
  EXPECT_EQ(chosen_by("auth, header"), "user");
  mail::Envelope envelope;
  envelope.auth_user = "user";
  envelope.recipients = {
      {"alice+@x.test", "", ""}, {"no tag\"+a b\"@x.test", "", ""}, {"plus@x+y.test", "", ""}};
  EXPECT_EQ(choose_inbox(envelope, "", parse_inbox_keys("recipient-tag,auth").value()), "user");
  EXPECT_EQ(choose_inbox({}, "", parse_inbox_keys("recipient,helo,client-address").value()), "default");
}

TEST(InboxChoice, ARuleComesBehindALeadingHeaderOnly) {
  EXPECT_EQ(chosen_by("header,auth", "rule"), "header");
  EXPECT_EQ(chosen_by("auth,header", "rule"), "rule");
  EXPECT_EQ(choose_inbox(full_envelope(), "", default_inbox_keys(), "rule"), "rule");
  EXPECT_EQ(choose_inbox({}, "", {}, "rule"), "rule");
}

TEST(InboxChoice, AnUnknownKeyIsNamedWithThoseThereAre) {
  EXPECT_EQ(parse_inbox_keys("auth,user").error().message,
            "\"user\" is none of header, auth, recipient-tag, recipient, helo, client-address");
  EXPECT_FALSE(parse_inbox_keys("auth,").has_value());
}

}  // namespace
}  // namespace mailstop::mailroom
