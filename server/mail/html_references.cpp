#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "mail/html_tokens.hpp"
#include "mail/unicode.hpp"

namespace mailstop::mail {
namespace {

bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// WHATWG HTML section 13.2.5.80: numbers of C1 controls mean windows-1252, and what is no character is
// U+FFFD.
std::uint32_t to_character(std::uint32_t number) {
  if (number >= 0x80 && number < 0xA0) return from_western(static_cast<unsigned char>(number));
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return 0xFFFD;
  const bool is_control =
      (number < 0x20 && number != '\t' && number != '\n' && number != '\r') || number == 0x7F;
  return is_control ? ' ' : number;
}

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

// Appends the character of "&#..." at the front of `html` and returns how much it took, 0 when it is none.
std::size_t append_numeric(std::string& out, std::string_view html) {
  const bool hex = html.size() > 2 && (html[2] == 'x' || html[2] == 'X');
  const int base = hex ? 16 : 10;
  const std::size_t first = hex ? 3 : 2;
  std::uint32_t number = 0;
  std::size_t at = first;
  for (; at < html.size() && digit_value(html[at]) < base; ++at) {
    number = std::min<std::uint32_t>(
        number * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit_value(html[at])),
        0x110000);
  }
  if (at == first) return 0;
  append_utf8(out, to_character(number));
  return at < html.size() && html[at] == ';' ? at + 1 : at;
}

// The same for "&name;".
std::size_t append_named(std::string& out, std::string_view html, HtmlContext context) {
  std::array<xmlChar, 33> name{};
  std::size_t length = 0;
  while (length + 1 < html.size() && length + 1 < name.size() && is_alphanumeric(html[length + 1])) {
    name[length] = static_cast<xmlChar>(html[length + 1]);
    ++length;
  }
  if (length == 0) return 0;
  const bool closed = length + 1 < html.size() && html[length + 1] == ';';
  const bool is_url_like = length + 1 < html.size() && html[length + 1] == '=';
  if (!closed && context == HtmlContext::attribute && is_url_like) return 0;
  const htmlEntityDesc* const entity = htmlEntityLookup(name.data());
  if (!entity) return 0;
  append_utf8(out, entity->value);
  return length + (closed ? 2 : 1);
}

}  // namespace

void append_decoded(std::string& out, std::string_view html, HtmlContext context) {
  while (!html.empty()) {
    const auto ampersand = std::min(html.find('&'), html.size());
    out.append(html.substr(0, ampersand));
    html.remove_prefix(ampersand);
    if (html.empty()) return;
    const std::size_t taken =
        html.starts_with("&#") ? append_numeric(out, html) : append_named(out, html, context);
    if (taken == 0) out.push_back('&');
    html.remove_prefix(std::max<std::size_t>(taken, 1));
  }
}

}  // namespace mailstop::mail
