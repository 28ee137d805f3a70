#include "base/quantity.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

using namespace std::chrono_literals;

TEST(ParseDuration, ReadsEveryUnit) {
  EXPECT_EQ(parse_duration("500ms").value(), 500ms);
  EXPECT_EQ(parse_duration("10s").value(), 10s);
  EXPECT_EQ(parse_duration("2m").value(), 2min);
  EXPECT_EQ(parse_duration("1h").value(), 1h);
  EXPECT_EQ(parse_duration("7d").value(), 168h);
}

TEST(ParseDuration, RefusesAPlainNumberAndSaysWhatToWrite) {
  for (const auto text : {"10", "", "s", "-1s", "1.5s", "10 years", "99999999999999999d"}) {
    const auto result = parse_duration(text);
    ASSERT_FALSE(result.has_value()) << text;
    EXPECT_NE(result.error().message.find("500ms, 10s, 2m"), std::string::npos);
  }
}

TEST(ToText, ReadsLikeAStopwatch) {
  EXPECT_EQ(to_text(132ms), "132ms");
  EXPECT_EQ(to_text(10s), "10.000s");
}

TEST(ParseByteSize, ReadsBinaryMultiples) {
  EXPECT_EQ(parse_byte_size("1500").value(), 1500u);
  EXPECT_EQ(parse_byte_size("10k").value(), 10240u);
  EXPECT_EQ(parse_byte_size("50MiB").value(), 50u << 20);
  EXPECT_EQ(parse_byte_size("2 GB").value(), 2ull << 30);
}

TEST(ParseByteSize, RefusesWhatIsNoSize) {
  for (const auto text : {"", "k", "1x", "-5", "1.5m", "99999999999t"})
    EXPECT_FALSE(parse_byte_size(text).has_value()) << text;
}

}  // namespace
}  // namespace mailstop
