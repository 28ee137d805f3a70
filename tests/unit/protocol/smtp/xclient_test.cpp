#include "protocol/smtp/xclient.hpp"

#include <gtest/gtest.h>

namespace mailstop::smtp {
namespace {

Rule<XclientAttributes> parse(std::string_view arguments) {
  Cursor cursor(arguments);
  return parse_xclient(cursor);
}

TEST(Xclient, GivesWhatIsThere) {
  const auto attributes = parse(" ADDR=192.0.2.1  port=25 NAME=x HELO=my+20host LOGIN=alice PROTO=SMTP");
  ASSERT_TRUE(attributes.has_value());
  EXPECT_EQ(attributes->address, "192.0.2.1");
  EXPECT_EQ(attributes->port, 25);
  EXPECT_EQ(attributes->helo, "my host");
  EXPECT_EQ(attributes->login, "alice");
  EXPECT_EQ(parse("NAME=x")->address, std::nullopt);
}

TEST(Xclient, WhatTheProxyDoesNotKnowIsEmpty) {
  const auto attributes = parse("ADDR=[UNAVAILABLE] PORT=[TEMPUNAVAIL] LOGIN=[UNAVAILABLE]");
  ASSERT_TRUE(attributes.has_value());
  EXPECT_EQ(attributes->address, "");
  EXPECT_EQ(attributes->port, 0);
  EXPECT_EQ(attributes->login, "");
}

TEST(Xclient, AddressesAreChecked) {
  EXPECT_EQ(parse("ADDR=IPv6:::1")->address, "::1");
  EXPECT_EQ(parse("ADDR=::1")->address, "::1");
  for (const auto* bad : {"ADDR=1.2.3", "ADDR=IPV6:x", "PORT=-1", "PORT=70000", "PORT=1x", "HELO=+00", "X=1"})
    EXPECT_FALSE(parse(bad).has_value()) << bad;
}

}  // namespace
}  // namespace mailstop::smtp
