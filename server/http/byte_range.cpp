#include "http/byte_range.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::variant<ByteRange, RangeRefusal> parse_byte_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!starts_with_ignoring_case(header, unit)) return RangeRefusal::ignored;
  const auto spec = trim(header.substr(unit.size()));
  const auto dash = spec.find('-');
  if (dash == std::string_view::npos) return RangeRefusal::ignored;
  const auto first = parse_number(spec.substr(0, dash));
  const auto last = parse_number(spec.substr(dash + 1));
  if (dash == 0) {  // the last so many bytes
    if (!last) return RangeRefusal::ignored;
    if (*last == 0 || size == 0) return RangeRefusal::unsatisfiable;
    return ByteRange{size - std::min(*last, size), size - 1};
  }
  const bool is_open = dash + 1 == spec.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) return RangeRefusal::ignored;
  if (*first >= size) return RangeRefusal::unsatisfiable;
  return ByteRange{*first, last ? std::min(*last, size - 1) : size - 1};
}

}  // namespace mailstop::http
