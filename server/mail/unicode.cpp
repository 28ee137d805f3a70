#include "mail/unicode.hpp"

#include <array>

namespace mailstop::mail {
namespace {

char tail(std::uint32_t code_point, unsigned shift) {
  return static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
}

}  // namespace

void append_utf8(std::string& out, std::uint32_t code_point) {
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
    return;
  }
  if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code_point >> 6)));
  } else {
    if (code_point < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (code_point >> 12)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (code_point >> 18)));
      out.push_back(tail(code_point, 12));
    }
    out.push_back(tail(code_point, 6));
  }
  out.push_back(tail(code_point, 0));
}

std::uint32_t from_western(unsigned char byte) {
  constexpr std::array<std::uint32_t, 32> from_0x80 = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? from_0x80[byte - 0x80] : byte;
}

}  // namespace mailstop::mail
