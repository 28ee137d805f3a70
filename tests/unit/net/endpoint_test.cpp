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
      {"unix:/run/mail.sock", {"unix", 0, "/run/mail.sock"}},
      {"unix:relative", {"unix", 0, "relative"}},
  };
  for (const auto& [text, expected] : cases) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint.has_value()) << text;
    EXPECT_EQ(*endpoint, expected);
  }
}

TEST(ParseEndpoint, RefusesTheRest) {
  for (const auto text : {"", "1025", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:25",
                          "[::1]", "[]:25", "[::1:25", "a:-1", "a:1 ", "unix:", "unix:/with space",
                          "unix:/with,comma", "unix:/with\"quote", "unix:/\x7f"}) {
    EXPECT_FALSE(parse_endpoint(text).has_value()) << text;
  }
}

TEST(ParseEndpoint, RefusesAPathThatTheKernelWouldCut) {
  const auto path = "/" + std::string(106, 'a');
  EXPECT_TRUE(parse_endpoint("unix:" + path).has_value());
  EXPECT_FALSE(parse_endpoint("unix:" + path + "a").has_value());
}

TEST(ToText, BracketsIpv6) {
  EXPECT_EQ(to_text({"::1", 25}), "[::1]:25");
  EXPECT_EQ(to_text({"127.0.0.1", 25}), "127.0.0.1:25");
}

TEST(ToText, NamesTheFileOfAUnixSocket) {
  EXPECT_EQ(to_text(unix_endpoint("/run/mail.sock")), "unix:/run/mail.sock");
}

}  // namespace
}  // namespace mailstop::net
