#include "http/content_disposition.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::http {
namespace {

constexpr size_t longest_name = 180;  // bytes: file systems end at 255, and a browser may add " (1)"
constexpr size_t longest_ending = 16;

bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
}

// C1 controls, and the marks that make "exe.txt" out of "txt.exe" on the screen (U+200E, U+200F, U+202A..E,
// U+2066..9).
size_t hidden_length(std::string_view text) {
  const auto at = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  if (at(0) == 0xC2 && at(1) >= 0x80 && at(1) <= 0x9F) return 2;
  if (at(0) != 0xE2) return 0;
  const bool is_mark = at(1) == 0x80 && (at(2) == 0x8E || at(2) == 0x8F || (at(2) >= 0xAA && at(2) <= 0xAE));
  const bool is_isolate = at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9;
  return is_mark || is_isolate ? 3 : 0;
}

// Without what a file system, a shell or a header would read as more than a name.
std::string clean(std::string_view name) {
  constexpr std::string_view forbidden = "/\\:*?\"<>|";
  const auto valid = to_valid_utf8(std::string(name));
  std::string cleaned;
  for (std::string_view rest = valid; !rest.empty();) {
    if (const size_t hidden = hidden_length(rest); hidden > 0) {
      rest.remove_prefix(hidden);
      continue;
    }
    const char c = rest[0];
    if (!is_control(static_cast<unsigned char>(c))) {
      cleaned.push_back(forbidden.find(c) == std::string_view::npos ? c : '_');
    }
    rest.remove_prefix(1);
  }
  const auto first = cleaned.find_first_not_of(" .");
  if (first == std::string::npos) return {};
  return cleaned.substr(first, cleaned.find_last_not_of(" .") - first + 1);
}

std::string shorten(std::string name) {
  if (name.size() <= longest_name) return name;
  const auto dot = name.rfind('.');
  const bool has_ending = dot != std::string::npos && name.size() - dot <= longest_ending;
  const auto ending = has_ending ? name.substr(dot) : std::string();
  return std::string(truncate_utf8(name, longest_name - ending.size())) + ending;
}

std::string to_ascii(std::string_view name) {
  std::string ascii;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xC0) continue;  // the rest of a code point
    ascii.push_back(byte >= 0x80 || c == '%' ? '_' : c);
  }
  return ascii;
}

}  // namespace

// RFC 6266 section 4, appendix D; filename* as in RFC 8187.
std::string content_disposition(Disposition disposition, std::string_view filename) {
  std::string value = disposition == Disposition::inline_ ? "inline" : "attachment";
  const auto name = shorten(clean(filename));
  if (name.empty()) return value;
  const auto ascii = to_ascii(name);
  value += "; filename=\"" + ascii + "\"";
  if (ascii != name) value += "; filename*=UTF-8''" + percent_encode(name);
  return value;
}

}  // namespace mailstop::http
