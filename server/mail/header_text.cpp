#include "mail/header_text.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "mail/encoded_words.hpp"

namespace mailstop::mail {
namespace {

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// U+0080 to U+009F are C2 80 to C2 9F, U+2028 and U+2029 (line and paragraph separator) are E2 80 A8 and E2
// 80 A9.
std::string blank_unicode_controls(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest[0] == '\xC2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) {
      result.push_back(' ');
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
      result.push_back(' ');
      i += 2;
    } else {
      result.push_back(rest[0]);
    }
  }
  return result;
}

}  // namespace

std::string unfold(std::string_view raw) {
  raw = raw.substr(0, longest_decoded_header);
  std::string result;
  result.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char c = raw[i];
    if (!is_control(c)) {
      result.push_back(c);
      continue;
    }
    const bool is_break = c == '\n' || (c == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n');
    const bool space_follows = i + 1 < raw.size() && (raw[i + 1] == ' ' || raw[i + 1] == '\t');
    if (!is_break || (c == '\n' && !space_follows)) result.push_back(' ');
  }
  return result;
}

std::string to_single_line(std::string text) {
  std::replace_if(text.begin(), text.end(), is_control, ' ');
  if (!is_ascii(text)) {
    text = blank_unicode_controls(to_valid_utf8(std::move(text)));
  }
  const std::string_view trimmed = trim(text);
  return trimmed.size() == text.size() ? text : std::string(trimmed);
}

std::string decode_header_text(std::string_view raw) {
  std::string text = unfold(raw);
  if (text.find("=?") != std::string::npos || !is_ascii(text)) text = decode_encoded_words(text);
  return to_single_line(std::move(text));
}

}  // namespace mailstop::mail
