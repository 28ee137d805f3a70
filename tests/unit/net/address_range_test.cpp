#include "net/address_range.hpp"

#include <gtest/gtest.h>

namespace mailstop::net {
namespace {

TEST(AddressRange, ContainsWhatItsBitsSay) {
  struct Case {
    std::string_view range, host;
    bool is_in;
  };
  const Case cases[] = {
      {"127.0.0.1", "127.0.0.1", true},
      {"127.0.0.1", "127.0.0.2", false},
      {"10.0.0.0/8", "10.255.0.1", true},
      {"10.0.0.0/8", "11.0.0.1", false},
      {"192.0.2.128/25", "192.0.2.129", true},
      {"192.0.2.128/25", "192.0.2.127", false},
      {"192.0.2.1/31", "192.0.2.0", true},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "::1", false},
      {"::/0", "127.0.0.1", false},
      {"::1", "::1", true},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"127.0.0.0/8", "::ffff:127.0.0.1", true},
      {"unix", "unix", true},
      {"unix", "127.0.0.1", false},
      {"0.0.0.0/0", "unix", false},
      {"::/0", "", false},
      {"::/0", "host.test", false},
  };
  for (const auto& [text, host, is_in] : cases) {
    const auto range = AddressRange::parse(text);
    ASSERT_TRUE(range.has_value()) << text;
    EXPECT_EQ(range->contains(host), is_in) << text << " " << host;
  }
}

TEST(AddressRange, RefusesTheRest) {
  for (const auto* text : {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "::/129",
                           "10/8", "host.test", "unix/8", "10.0.0.0/8/8"})
    EXPECT_FALSE(AddressRange::parse(text).has_value()) << text;
}

}  // namespace
}  // namespace mailstop::net
