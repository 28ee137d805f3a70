#include "protocol/smtp/address_literal.hpp"

#include <gtest/gtest.h>

namespace mailstop::smtp {
namespace {

TEST(AddressLiteral, Ipv4) {
  for (const auto* good : {"0.0.0.0", "192.0.2.1", "255.255.255.255", "001.02.3.4"}) {
    EXPECT_TRUE(is_ipv4_address(good)) << good;
  }
  for (const auto* bad : {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", ".1.2.3", "1..2.3",
                          "1.2.3.4 ", "1.2.3.0004", "a.b.c.d", "-1.2.3.4", "999.1.1.1"}) {
    EXPECT_FALSE(is_ipv4_address(bad)) << bad;
  }
}

TEST(AddressLiteral, Ipv6) {
  for (const auto* good :
       {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "2001:DB8::ff00:42:8329", "1:2:3:4:5:6:192.0.2.1",
        "::ffff:192.0.2.1", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8", "fe80::1:0:0:1"}) {
    EXPECT_TRUE(is_ipv6_address(good)) << good;
  }
  for (const auto* bad : {"", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
                          "12345::", "g::", "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:192.0.2.1", "192.0.2.1",
                          "192.0.2.1::", "::1:", ":1::", "::192.0.2.256", "::192.0.2.1:1", "fe80::1%eth0"}) {
    EXPECT_FALSE(is_ipv6_address(bad)) << bad;
  }
}

TEST(AddressLiteral, General) {
  EXPECT_TRUE(is_general_address("x400:c=de;a=x"));
  EXPECT_TRUE(is_general_address("a-1:b"));
  for (const auto* bad : {"", "tag", "tag:", ":text", "a_b:c", "tag-:c"})
    EXPECT_FALSE(is_general_address(bad)) << bad;
}

TEST(AddressLiteral, TagOfIpv6InAnyCaseAndNothingElseBehindIt) {
  EXPECT_TRUE(is_address_literal("IPv6:::1"));
  EXPECT_TRUE(is_address_literal("ipv6:::1"));
  EXPECT_FALSE(is_address_literal("IPv6:192.0.2.1"));
  EXPECT_FALSE(is_address_literal("IPv6:x"));
  EXPECT_FALSE(is_address_literal("::1"));
  EXPECT_TRUE(is_address_literal("IPv7:x"));
}

}  // namespace
}  // namespace mailstop::smtp
