#include "protocol/smtp/xtext.hpp"

namespace mailstop::smtp {
namespace {

bool is_upper_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

int to_digit(char c) {
  return c <= '9' ? c - '0' : c - 'A' + 10;
}

}  // namespace

std::size_t find_xtext_fault(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] <= ' ' || text[i] >= '\x7F' || text[i] == '=') return i;
    if (text[i] != '+') continue;
    if (text.size() - i < 3 || !is_upper_hex(text[i + 1]) || !is_upper_hex(text[i + 2])) return i;
    i += 2;
  }
  return std::string_view::npos;
}

std::string decode_xtext(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '+') {
      decoded.push_back(text[i]);
      continue;
    }
    decoded.push_back(static_cast<char>(to_digit(text[i + 1]) * 16 + to_digit(text[i + 2])));
    i += 2;
  }
  return decoded;
}

}  // namespace mailstop::smtp
