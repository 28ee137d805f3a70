#include "base/timestamp.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace mailstop {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads fixed-width decimal fields from the front of a text; any mismatch makes the scan fail for good.
class FieldScanner {
 public:
  explicit FieldScanner(std::string_view text) : rest_(text) {}

  int digits(size_t width) {
    int value = 0;
    if (rest_.size() < width) return fail();
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + width, value);
    if (error != std::errc{} || end != rest_.data() + width || rest_[0] == '-') return fail();
    rest_.remove_prefix(width);
    return value;
  }

  bool take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any_of) {
    if (!take(any_of)) fail();
  }

  // Milliseconds of a fraction of any length.
  int fraction() {
    int value = 0, scale = 100;
    if (!at_digit()) return fail();
    for (; at_digit(); rest_.remove_prefix(1), scale /= 10) value += (rest_[0] - '0') * scale;
    return value;
  }

  bool done() const { return ok_ && rest_.empty(); }
  bool ok() const { return ok_; }
  char front() const { return rest_.empty() ? '\0' : rest_[0]; }

 private:
  bool at_digit() const { return !rest_.empty() && is_digit(rest_[0]); }
  int fail() {
    ok_ = false;
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

std::optional<minutes> scan_offset(FieldScanner& scan) {
  if (scan.take("Zz")) return minutes{0};
  const bool west = scan.front() == '-';
  scan.expect("+-");
  const int hour = scan.digits(2);
  scan.expect(":");
  const int minute = scan.digits(2);
  if (!scan.ok() || hour > 23 || minute > 59) return std::nullopt;
  const minutes offset = hours{hour} + minutes{minute};
  return west ? -offset : offset;
}

std::optional<Timestamp> scan_timestamp(std::string_view text) {
  FieldScanner scan(text);
  const int year = scan.digits(4);
  scan.expect("-");
  const int month = scan.digits(2);
  scan.expect("-");
  const int day = scan.digits(2);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(unsigned(month)),
                                         std::chrono::day(unsigned(day))};
  if (!scan.ok() || !date.ok()) return std::nullopt;
  Timestamp time = std::chrono::sys_days(date);
  if (scan.done()) return time;

  scan.expect("Tt ");
  const int hour = scan.digits(2);
  scan.expect(":");
  const int minute = scan.digits(2);
  scan.expect(":");
  const int second = scan.digits(2);
  if (!scan.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  time += hours{hour} + minutes{minute} + seconds{second};
  if (scan.take(".")) time += Duration{scan.fraction()};
  const auto offset = scan_offset(scan);
  if (!offset || !scan.done()) return std::nullopt;
  return time - *offset;
}

}  // namespace

std::string to_rfc3339(Timestamp time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count(), clock.subseconds().count());
}

Result<Timestamp> parse_rfc3339(std::string_view text) {
  if (const auto time = scan_timestamp(text)) return *time;
  return invalid_argument(
      fmt::format("\"{}\" is not a date or date-time; write 2026-11-21 or 2026-11-21T22:32:25Z", text));
}

}  // namespace mailstop
