#include "base/timestamp.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

TEST(Timestamp, PrintsUtcWithMilliseconds) {
  EXPECT_EQ(to_rfc3339(Timestamp{Duration{1'795'300'345'706}}), "2026-11-21T22:32:25.706Z");
  EXPECT_EQ(to_rfc3339(Timestamp{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(Timestamp{Duration{-1}}), "1969-12-31T23:59:59.999Z");
}

TEST(Timestamp, ReadsDatesAndDateTimes) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"2026-11-21", "2026-11-21T00:00:00.000Z"},
      {"2026-11-21T22:32:25Z", "2026-11-21T22:32:25.000Z"},
      {"2026-11-21t22:32:25.7069z", "2026-11-21T22:32:25.706Z"},
      {"2026-11-21 22:32:25.5+02:00", "2026-11-21T20:32:25.500Z"},
      {"2026-11-21T00:00:00-03:30", "2026-11-21T03:30:00.000Z"},
  };
  for (const auto& [text, expected] : cases) {
    const auto time = parse_rfc3339(text);
    ASSERT_TRUE(time.has_value()) << text;
    EXPECT_EQ(to_rfc3339(*time), expected);
  }
}

TEST(Timestamp, RefusesWhatIsNoDate) {
  for (const auto text :
       {"", "yesterday", "2026-13-01", "2026-02-30", "2026-11-21T25:00:00Z", "2026-11-21T22:32Z",
        "2026-11-21T22:32:25", "2026-11-21T22:32:25+0200", "2026-11-21T22:32:25.Z", "26-1-1"}) {
    EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace mailstop
