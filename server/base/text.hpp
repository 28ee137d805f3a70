// Text as bytes and as Unicode: what every module needs to look at names, words and fields.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mailstop {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Of a hexadecimal digit, of either case; -1 of anything else.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII only, as protocol verbs compare
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
std::string_view trim(std::string_view text);  // space, tab, CR, LF
std::vector<std::string_view> split(std::string_view text, char separator);

bool is_ascii(std::string_view text);
bool is_valid_utf8(std::string_view text);

// Valid UTF-8 of the same text: each maximal bad sequence becomes one U+FFFD. Valid input is returned as it
// is.
std::string to_valid_utf8(std::string text);

// Cuts to at most `bytes` bytes without splitting a code point.
std::string_view truncate_utf8(std::string_view text, size_t bytes);

// Full Unicode case folding of valid UTF-8 (accents kept): "STRASSE" and "straße" fold to the same text.
std::string fold_case(std::string_view text);

// Runs of white space, control characters and invisible padding become one space; no space at the ends.
std::string collapse_space(std::string_view text);

// Control characters (C0, DEL, C1) as \xNN, so that text from a peer cannot forge a log line or a header.
std::string escape_controls(std::string_view text);

// The member of `candidates` nearest to `word` by edit distance, or "" when none is near: for "did you mean".
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace mailstop
