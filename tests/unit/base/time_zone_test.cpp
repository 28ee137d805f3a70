#include "base/time_zone.hpp"

#include <gtest/gtest.h>

#include "base/timestamp.hpp"

namespace mailstop::test {
namespace {

using std::chrono::hours, std::chrono::local_days;

std::string number(std::int64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}

std::string header(std::int64_t times, std::int64_t types) {
  return "TZif2" + std::string(15, '\0') + number(0, 4) + number(0, 4) + number(0, 4) + number(times, 4) +
         number(types, 4) + number(0, 4);
}

// One hour ahead of UTC, two from 2026-03-29T01:00Z to 2026-10-25T01:00Z.
std::string berlin_2026() {
  return header(0, 0) + header(2, 2) + number(1'774'746'000, 8) + number(1'792'890'000, 8) + number(1, 1) +
         number(0, 1) + number(3600, 4) + number(0, 2) + number(7200, 4) + number(0x0104, 2);
}

std::string utc_of(const TimeZone& zone, int month, int day, int hour) {
  const std::chrono::year_month_day date{std::chrono::year(2026),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return to_rfc3339(zone.to_utc(local_days(date) + hours(hour)));
}

TEST(TimeZone, KnowsWhenClocksChange) {
  const auto zone = TimeZone::parse(berlin_2026());
  ASSERT_TRUE(zone);
  EXPECT_EQ(utc_of(*zone, 1, 1, 0), "2025-12-31T23:00:00.000Z");
  EXPECT_EQ(utc_of(*zone, 7, 1, 0), "2026-06-30T22:00:00.000Z");
  EXPECT_EQ(utc_of(*zone, 3, 29, 1), "2026-03-29T00:00:00.000Z");
  EXPECT_EQ(utc_of(*zone, 3, 29, 3), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(utc_of(*zone, 10, 25, 2), "2026-10-25T00:00:00.000Z");
  EXPECT_EQ(utc_of(*zone, 10, 25, 3), "2026-10-25T02:00:00.000Z");
}

TEST(TimeZone, WithoutANameIsUtc) {
  EXPECT_EQ(utc_of(TimeZone(), 7, 1, 5), "2026-07-01T05:00:00.000Z");
  EXPECT_TRUE(TimeZone::load("UTC"));
}

TEST(TimeZone, RefusesBrokenFilesAndOtherFolders) {
  const auto whole = berlin_2026();
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(TimeZone::parse(whole.substr(0, length))) << length;
  for (const auto* name : {"", "../../etc/passwd", "/etc/passwd", "No/Where", "Europe/", "Europe"})
    EXPECT_FALSE(TimeZone::load(name)) << name;
}

}  // namespace
}  // namespace mailstop::test
