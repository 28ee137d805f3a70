#include "base/quantity.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>

#include "base/text.hpp"

namespace mailstop {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array duration_units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                                    Unit{"d", 86'400'000}};
constexpr std::array size_units{Unit{"", 1},
                                Unit{"b", 1},
                                Unit{"k", 1u << 10},
                                Unit{"kb", 1u << 10},
                                Unit{"kib", 1u << 10},
                                Unit{"m", 1u << 20},
                                Unit{"mb", 1u << 20},
                                Unit{"mib", 1u << 20},
                                Unit{"g", 1u << 30},
                                Unit{"gb", 1u << 30},
                                Unit{"gib", 1u << 30},
                                Unit{"t", 1ull << 40},
                                Unit{"tb", 1ull << 40},
                                Unit{"tib", 1ull << 40}};

template <size_t N>
bool scan_quantity(std::string_view text, const std::array<Unit, N>& units, std::uint64_t& value) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  const std::string unit = to_lower_ascii(trim(text.substr(size_t(end - text.data()))));
  for (const auto& [name, factor] : units) {
    if (name != unit) continue;
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / factor) return false;
    value = number * factor;
    return true;
  }
  return false;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  std::uint64_t value = 0;
  if (scan_quantity(text, duration_units, value)) return Duration{static_cast<std::int64_t>(value)};
  return invalid_argument(fmt::format(
      "\"{}\" is not a duration; write a whole number with its unit, such as 500ms, 10s, 2m, 1h or 7d",
      text));
}

std::string to_text(Duration duration) {
  if (duration < std::chrono::seconds{1}) return fmt::format("{}ms", duration.count());
  return fmt::format("{}.{:03}s", duration.count() / 1000, duration.count() % 1000);
}

Result<std::uint64_t> parse_byte_size(std::string_view text) {
  std::uint64_t value = 0;
  if (scan_quantity(text, size_units, value)) return value;
  return invalid_argument(fmt::format(
      "\"{}\" is not a size; write bytes as a number or with a unit, such as 500k, 50MiB or 2g", text));
}

}  // namespace mailstop
