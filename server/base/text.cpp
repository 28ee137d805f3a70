#include "base/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace mailstop {
namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// How many bytes at the front are ASCII; eight at a time, since most text is.
size_t ascii_length(std::string_view text) {
  size_t length = 0;
  for (std::uint64_t bytes = 0; length + sizeof bytes <= text.size(); length += sizeof bytes) {
    std::memcpy(&bytes, text.data() + length, sizeof bytes);
    if ((bytes & 0x8080808080808080U) != 0) break;
  }
  while (length < text.size() && static_cast<unsigned char>(text[length]) < 0x80) ++length;
  return length;
}

// Length of the valid code point at the front of `text`, or 0.
size_t valid_length(std::string_view text, utf8proc_int32_t& code_point) {
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  return length > 0 ? static_cast<size_t>(length) : 0;
}

// U+034F, U+00AD, U+200B..U+200F, U+2060, U+FEFF: what newsletters pad their preview text with.
bool is_invisible(utf8proc_int32_t c) {
  return c == 0x34F || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool is_space_like(utf8proc_int32_t c) {
  if (c <= 0x20 || (c >= 0x7F && c <= 0xA0)) return true;
  if (c < 0x300) return c == 0xAD;
  const auto category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || is_invisible(c);
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substituted = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::string to_lower_ascii(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  for (;;) {
    const auto end = text.find(separator);
    fields.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return fields;
    text.remove_prefix(end + 1);
  }
}

bool is_ascii(std::string_view text) {
  return ascii_length(text) == text.size();
}

bool is_valid_utf8(std::string_view text) {
  utf8proc_int32_t c = 0;
  for (text.remove_prefix(ascii_length(text)); !text.empty(); text.remove_prefix(ascii_length(text))) {
    const size_t length = valid_length(text, c);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string to_valid_utf8(std::string text) {
  if (is_valid_utf8(text)) return text;
  std::string result;
  result.reserve(text.size() + 16);
  bool in_bad_run = false;
  utf8proc_int32_t c = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t length = valid_length(rest, c);
    if (length > 0) {
      result.append(rest.substr(0, length));
    } else if (!in_bad_run) {
      result.append("\xEF\xBF\xBD");
    }
    in_bad_run = length == 0;
    rest.remove_prefix(std::max<size_t>(length, 1));
  }
  return result;
}

std::string_view truncate_utf8(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string fold_case(std::string_view text) {
  if (is_ascii(text)) return to_lower_ascii(text);
  std::string result;
  result.reserve(text.size());
  utf8proc_int32_t c = 0;
  while (!text.empty()) {
    const size_t length = valid_length(text, c);
    if (length == 0) {
      result.push_back(text[0]);
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t folded[4];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(c, folded, 4, UTF8PROC_CASEFOLD, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 4; ++i) {
      utf8proc_uint8_t bytes[4];
      const auto size = utf8proc_encode_char(folded[i], bytes);
      result.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
    }
    text.remove_prefix(length);
  }
  return result;
}

std::string collapse_space(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool pending_space = false;
  utf8proc_int32_t c = 0;
  while (!text.empty()) {
    const bool single = static_cast<unsigned char>(text[0]) < 0x80;
    const size_t length = single ? 1 : std::max<size_t>(valid_length(text, c), 1);
    if (single) c = text[0];
    if (is_space_like(c)) {
      pending_space = !result.empty();
    } else {
      if (pending_space) result.push_back(' ');
      pending_space = false;
      result.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return result;
}

std::string escape_controls(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(result), "\\x{:02x}", byte);
    } else if (is_c1) {
      fmt::format_to(std::back_inserter(result), "\\x{:02x}", static_cast<unsigned char>(text[++i]));
    } else {
      result.push_back(text[i]);
    }
  }
  return result;
}

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view nearest;
  size_t best = std::max<size_t>(1, std::min<size_t>(3, word.size() / 2)) + 1;
  for (const auto candidate : candidates) {
    const size_t distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace mailstop
