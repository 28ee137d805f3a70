#include "mail/quoted_printable.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

// The byte that the two characters behind "=" name.
std::optional<char> escaped_byte(std::string_view rest) {
  if (rest.size() < 2) return std::nullopt;
  const int high = hex_value(rest[0]), low = hex_value(rest[1]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

// How much of what is behind "=" is a soft line break. At the very end of a part its line break is the
// delimiter's.
std::optional<std::size_t> soft_break(std::string_view rest) {
  const std::size_t end = std::min(rest.find_first_not_of(" \t"), rest.size());
  if (end == rest.size()) return end;
  if (rest[end] == '\n') return end + 1;
  if (rest.substr(end, 2) == "\r\n") return end + 2;
  return std::nullopt;
}

// Far more padding than any sender writes; a longer run is text, and is looked at once only.
constexpr std::size_t longest_padding = 100;

}  // namespace

std::string decode_quoted_printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t equals = std::min(text.find('='), text.size());
    result.append(text.substr(0, equals));
    text.remove_prefix(equals);
    if (text.empty()) break;
    text.remove_prefix(1);
    if (const auto byte = escaped_byte(text)) {
      result.push_back(*byte);
      text.remove_prefix(2);
    } else if (const auto length = soft_break(text.substr(0, longest_padding))) {
      text.remove_prefix(*length);
    } else {
      result.push_back('=');
    }
  }
  return result;
}

bool is_good_quoted_printable(std::string_view text) {
  for (auto at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    const std::string_view rest = text.substr(at + 1, longest_padding);
    if (!escaped_byte(rest) && !soft_break(rest)) return false;
  }
  return true;
}

}  // namespace mailstop::mail
