#include "protocol/smtp/cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mailstop::smtp {
namespace {

std::string name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte == '"') return "a quotation mark";
  if (byte == ' ') return "a space";
  if (byte > 0x20 && byte < 0x7F) return fmt::format("\"{}\"", c);
  return fmt::format("byte 0x{:02X}", byte);
}

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

SyntaxError Cursor::expected(std::string_view what) const {
  return error_at(offset_,
                  fmt::format("{} expected, not {}", what, at_end() ? "the end" : name_byte(peek())));
}

SyntaxError Cursor::error_at(std::size_t offset, std::string message) const {
  const auto before = line_.substr(0, offset);
  const auto characters = std::count_if(before.begin(), before.end(), starts_character);
  return {static_cast<std::size_t>(characters) + 1, std::move(message)};
}

}  // namespace mailstop::smtp
