#include "mail/base64_decoder.hpp"

#include <array>

namespace mailstop::mail {
namespace {

constexpr std::uint8_t outside = 0xFF, white_space = 0xFE, equals_sign = 0xFD;

constexpr auto values = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(outside);
  std::uint8_t value = 0;
  for (unsigned char c :
       std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
    table[c] = value++;
  }
  for (unsigned char c : std::string_view(" \t\r\n")) table[c] = white_space;
  table['='] = equals_sign;
  return table;
}();

std::uint32_t value_of(char c) {
  return values[static_cast<unsigned char>(c)];
}

}  // namespace

std::size_t Base64Decoder::decode(std::string_view text, char* out) {
  const char* const begin = out;
  for (std::size_t i = 0; i < text.size();) {
    // Whole groups, as long as nothing else is in the way.
    for (; digits_ == 0 && !is_ended_ && i + 4 <= text.size(); i += 4) {
      const std::uint32_t a = value_of(text[i]), b = value_of(text[i + 1]), c = value_of(text[i + 2]),
                          d = value_of(text[i + 3]);
      if ((a | b | c | d) >= 64) break;
      const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
      *out++ = static_cast<char>(group >> 16);
      *out++ = static_cast<char>(group >> 8);
      *out++ = static_cast<char>(group);
    }
    if (i < text.size()) out = take(text[i++], out);
  }
  return static_cast<std::size_t>(out - begin);
}

char* Base64Decoder::take(char c, char* out) {
  const std::uint32_t value = value_of(c);
  if (value == white_space) return out;
  if (value == outside) {
    is_clean_ = false;
    return out;
  }
  if (value == equals_sign) {
    if (digits_ < 2 && padding_due_ == 0) is_clean_ = false;
    padding_due_ = digits_ == 2 ? 1 : 0;
    is_ended_ = true;
    return flush(out);
  }
  if (is_ended_) {  // text behind the end, such as a mailing list's footer: not decoded
    is_clean_ = false;
    return out;
  }
  bits_ = bits_ << 6 | value;
  return ++digits_ == 4 ? flush(out) : out;
}

// Writes the whole bytes of the group and begins a new one.
char* Base64Decoder::flush(char* out) {
  const std::uint32_t group = digits_ == 4 ? bits_ : digits_ == 3 ? bits_ << 6 : bits_ << 12;
  if (digits_ >= 2) *out++ = static_cast<char>(group >> 16);
  if (digits_ >= 3) *out++ = static_cast<char>(group >> 8);
  if (digits_ == 4) *out++ = static_cast<char>(group);
  bits_ = 0;
  digits_ = 0;
  return out;
}

std::size_t Base64Decoder::finish(char* out) {
  if (digits_ != 0 || padding_due_ != 0) is_clean_ = false;
  return static_cast<std::size_t>(flush(out) - out);
}

std::string decode_base64(std::string_view text) {
  std::string result(Base64Decoder::room_for(text.size()) + 2, '\0');
  Base64Decoder decoder;
  std::size_t size = decoder.decode(text, result.data());
  size += decoder.finish(result.data() + size);
  result.resize(size);
  return result;
}

}  // namespace mailstop::mail
