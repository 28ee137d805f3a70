#include "api/compat/mailpit/date_text.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using std::chrono::day, std::chrono::month, std::chrono::year;

// Takes a text apart from its front.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  // So many digits, at least one and at most `most`.
  std::optional<int> number(std::size_t most) {
    std::size_t length = 0;
    while (length < rest_.size() && length < most && is_digit(rest_[length])) ++length;
    if (length == 0) return std::nullopt;
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + length, value);
    rest_.remove_prefix(length);
    return value;
  }
  bool take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_word(std::string_view word) {
    if (!starts_with_ignoring_case(rest_, word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void skip_space() {
    while (take(" ,")) continue;
  }
  std::optional<month> month_name() {
    constexpr std::string_view names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec"};
    std::size_t length = 0;
    while (length < rest_.size() && is_letter(rest_[length])) ++length;
    const auto word = to_lower_ascii(rest_.substr(0, length));
    for (unsigned i = 0; i < 12; ++i) {
      if (!word.starts_with(names[i])) continue;
      rest_.remove_prefix(length);
      return month(i + 1);
    }
    return std::nullopt;
  }
  std::string_view rest() const { return rest_; }

 private:
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  std::string_view rest_;
};

std::optional<std::chrono::local_days> make_day(int y, unsigned m, unsigned d) {
  const std::chrono::year_month_day date{year(y), month(m), day(d)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::local_days(date);
}

// "2026", "2026-11": the first day of it.
std::optional<std::chrono::local_days> read_year_or_month(std::string_view text) {
  DateScanner rest(text);
  const auto in_year = rest.number(4);
  if (!in_year || text.size() < 4 || !is_digit(text[3])) return std::nullopt;
  if (rest.rest().empty()) return make_day(*in_year, 1, 1);
  if (!rest.take("-/.")) return std::nullopt;
  const auto in_month = rest.number(2);
  if (!in_month || !rest.rest().empty()) return std::nullopt;
  return make_day(*in_year, static_cast<unsigned>(*in_month), 1);
}

// "20261122"
std::optional<std::chrono::local_days> read_compact_day(std::string_view text) {
  if (text.size() != 8 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  DateScanner digits(text);
  const auto in_year = digits.number(4), in_month = digits.number(2), of_month = digits.number(2);
  return make_day(*in_year, static_cast<unsigned>(*in_month), static_cast<unsigned>(*of_month));
}

// Year first when it has four digits, else as in the United States; both with - / or . between.
std::optional<std::chrono::local_days> read_numeric_day(DateScanner& text) {
  const auto first = text.number(4);
  if (!first || !text.take("-/.")) return std::nullopt;
  const auto second = text.number(2);
  if (!second || !text.take("-/.")) return std::nullopt;
  const auto third = text.number(4);
  if (!third) return std::nullopt;
  if (*first > 31) return make_day(*first, static_cast<unsigned>(*second), static_cast<unsigned>(*third));
  const int full_year = *third < 100 ? 2000 + *third : *third;
  return make_day(full_year, static_cast<unsigned>(*first), static_cast<unsigned>(*second));
}

// "Nov 22, 2026", "22 Nov 2026"
std::optional<std::chrono::local_days> read_named_day(DateScanner& text) {
  auto name = text.month_name();
  text.skip_space();
  const auto of_month = text.number(2);
  text.skip_space();
  if (!name) name = text.month_name();
  text.skip_space();
  const auto in_year = text.number(4);
  if (!name || !of_month || !in_year) return std::nullopt;
  return make_day(*in_year, static_cast<unsigned>(*name), static_cast<unsigned>(*of_month));
}

// The hour of a day of 24, when "AM" or "PM" follows; none when such a clock has no such hour.
std::optional<int> read_half_of_day(DateScanner& text, int hour) {
  text.skip_space();
  const bool is_morning = text.take_word("am");
  if (!is_morning && !text.take_word("pm")) return hour;
  if (hour < 1 || hour > 12) return std::nullopt;
  return hour % 12 + (is_morning ? 0 : 12);
}

// What follows the day: nothing, or "10:30", "10:30:15", "10:30:15.250", "10:30 PM".
std::optional<Duration> read_time_of_day(DateScanner& text) {
  if (!text.take("Tt")) text.skip_space();
  if (text.rest().empty()) return Duration(0);
  const auto shown_hour = text.number(2);
  if (!shown_hour || !text.take(":")) return std::nullopt;
  const auto minute = text.number(2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (text.take(":")) {
    const auto given = text.number(2);
    if (!given) return std::nullopt;
    second = *given;
    if (text.take(".")) text.number(9);
  }
  const auto hour = read_half_of_day(text, *shown_hour);
  if (!hour || *hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(second);
}

// "Z", "UTC", "GMT", "+01:00", "-0500"; nothing at all is none.
std::optional<std::optional<Duration>> read_offset(DateScanner& text) {
  text.skip_space();
  if (text.rest().empty()) return std::optional<Duration>();
  const auto name = to_lower_ascii(text.rest());
  if (name == "z" || name == "utc" || name == "gmt") return std::optional<Duration>(0);
  const bool is_west = text.rest().front() == '-';
  if (!text.take("+-")) return std::nullopt;
  const auto hours = text.number(2);
  text.take(":");
  const auto minutes = text.number(2);
  if (!hours || !minutes || !text.rest().empty()) return std::nullopt;
  const Duration offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return std::optional<Duration>(is_west ? -offset : offset);
}

std::optional<Timestamp> read_unix_time(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (text.size() == 10) return Timestamp(std::chrono::seconds(value));
  if (text.size() == 13) return Timestamp(Duration(value));
  return std::nullopt;
}

}  // namespace

std::optional<Timestamp> read_date_text(std::string_view written, const TimeZone& zone) {
  const auto whole = trim(written);
  if (const auto unix_time = read_unix_time(whole)) return unix_time;
  auto day_alone = read_compact_day(whole);
  if (!day_alone) day_alone = read_year_or_month(whole);
  if (day_alone) return zone.to_utc(std::chrono::local_time<Duration>(*day_alone));
  DateScanner text(whole);
  auto date = read_numeric_day(text);
  if (!date) {
    text = DateScanner(whole);
    date = read_named_day(text);
  }
  if (!date) return std::nullopt;
  const auto time = read_time_of_day(text);
  if (!time) return std::nullopt;
  const auto offset = read_offset(text);
  if (!offset) return std::nullopt;
  const std::chrono::local_time<Duration> local = *date + *time;
  if (*offset) return Timestamp(local.time_since_epoch()) - **offset;
  return zone.to_utc(local);
}

}  // namespace mailstop::api::compat::mailpit
