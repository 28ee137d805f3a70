#include "mail/css_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mail/unicode.hpp"

namespace mailstop::mail {
namespace {

bool is_css_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// More than the standard takes: a name may begin with a digit, as ids and classes in mail do.
bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

bool CssText::skip_space() {
  const auto begin = position_;
  while (!at_end() && is_css_space(text_[position_])) ++position_;
  return position_ != begin;
}

bool CssText::take(char expected) {
  if (at_end() || text_[position_] != expected) return false;
  ++position_;
  return true;
}

bool CssText::take(std::string_view expected) {
  if (!text_.substr(position_).starts_with(expected)) return false;
  position_ += expected.size();
  return true;
}

bool CssText::take_word(std::string_view word) {
  const auto rest = text_.substr(position_);
  const bool goes_on = rest.size() > word.size() && is_name_character(rest[word.size()]);
  if (goes_on || !starts_with_ignoring_case(rest, word)) return false;
  position_ += word.size();
  return true;
}

bool CssText::at_name() const {
  return is_name_character(front()) || (front() == '\\' && position_ + 1 < text_.size());
}

std::string CssText::name() {
  std::string name;
  while (at_name()) {
    if (take('\\')) {
      take_escape(name);
    } else {
      name.push_back(text_[position_++]);
    }
  }
  return name;
}

bool CssText::string(std::string& value) {
  const char quote = text_[position_++];
  while (!at_end()) {
    if (take(quote)) return true;
    if (take('\\')) {
      if (!at_end()) take_escape(value);
    } else {
      value.push_back(text_[position_++]);
    }
  }
  return false;
}

// CSS Syntax section 4.3.7: up to six hexadecimal digits and one white space, or the character itself.
void CssText::take_escape(std::string& value) {
  if (hex_value(front()) >= 0) {
    const char32_t code = hexadecimal();
    if (!at_end() && is_css_space(front())) ++position_;
    const bool is_character = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    append_utf8(value, is_character ? code : 0xFFFD);
    return;
  }
  do {
    value.push_back(text_[position_++]);
  } while (!at_end() && is_continuation(front()));
}

char32_t CssText::hexadecimal() {
  char32_t code = 0;
  for (int digits = 0; digits < 6 && hex_value(front()) >= 0; ++digits)
    code = code * 16 + static_cast<char32_t>(hex_value(text_[position_++]));
  return code;
}

std::optional<int> CssText::number() {
  if (!is_digit(front())) return std::nullopt;
  int value = 0;
  for (int digits = 0; digits < 9 && is_digit(front()); ++digits)
    value = value * 10 + (text_[position_++] - '0');
  return value;
}

Error CssText::expected(std::string_view what) const {
  const auto before = text_.substr(0, position_);
  const auto column =
      1 + std::count_if(before.begin(), before.end(), [](char c) { return !is_continuation(c); });
  if (at_end())
    return invalid_argument(fmt::format("column {}: expected {}, but the selector ends there", column, what));
  std::size_t length = 1;
  while (position_ + length < text_.size() && is_continuation(text_[position_ + length])) ++length;
  // A whole word says more than its first letter.
  const auto rest = text_.substr(position_);
  std::size_t word = rest[0] == ':' ? 1 : 0;
  while (word < std::min<std::size_t>(rest.size(), 40) && is_name_character(rest[word])) ++word;
  const auto found = truncate_utf8(rest, std::max(length, word));
  return invalid_argument(
      fmt::format("column {}: expected {}, but there is \"{}\"", column, what, escape_controls(found)));
}

}  // namespace mailstop::mail
