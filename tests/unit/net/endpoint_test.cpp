#include "net/endpoint.hpp"

#include <gtest/gtest.h>

namespace mailstop::net {
namespace {

TEST(ParseEndpoint, ReadsEveryForm) {
  const std::pair<std::string_view, Endpoint> cases[] = {
      {"127.0.0.1:1025", {"127.0.0.1", 1025}},
      {"[::1]:0", {"::1", 0}},
      {":8025", {"", 8025}},
      {"*:25", {"", 25}},
      {"localhost:65535", {"localhost", 65535}},
  };
  for (const auto& [text, expected] : cases) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint.has_value()) << text;
    EXPECT_EQ(*endpoint, expected);
  }
}

TEST(ParseEndpoint, RefusesTheRest) {
  for (const auto text : {"", "1025", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:25",
                          "[::1]", "[]:25", "[::1:25", "a:-1", "a:1 "}) {
    EXPECT_FALSE(parse_endpoint(text).has_value()) << text;
  }
}

TEST(ToText, BracketsIpv6) {
  EXPECT_EQ(to_text({"::1", 25}), "[::1]:25");
  EXPECT_EQ(to_text({"127.0.0.1", 25}), "127.0.0.1:25");
}

}  // namespace
}  // namespace mailstop::net
