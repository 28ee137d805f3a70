#include "http/percent_encoding.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// The byte of the escape that starts at `text[at]`, or -1.
int escaped_byte(std::string_view text, size_t at) {
  if (at + 2 >= text.size()) return -1;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded.push_back(text[i] == '+' && plus == Plus::space ? ' ' : text[i]);
      continue;
    }
    const int byte = escaped_byte(text, i);
    if (byte < 0)
      return invalid_argument("a \"%\" in the URL is not followed by two hexadecimal digits (write %25)");
    decoded.push_back(static_cast<char>(byte));
    i += 2;
  }
  if (decoded.find('\0') != std::string::npos) return invalid_argument("the URL contains a NUL byte");
  if (!is_valid_utf8(decoded)) return invalid_argument("the URL is not valid UTF-8 once decoded");
  return decoded;
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded.push_back(c);
    } else {
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace mailstop::http
