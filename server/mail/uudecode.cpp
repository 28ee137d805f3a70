#include "mail/uudecode.hpp"

#include <algorithm>
#include <cstdint>

namespace mailstop::mail {
namespace {

std::uint32_t value_of(char c) {
  return static_cast<std::uint32_t>(c - ' ') & 0x3F;
}

// The first character tells how many bytes the line holds; four characters hold three.
void decode_line(std::string_view line, std::string& out) {
  std::size_t length = value_of(line[0]);
  for (std::size_t i = 1; i < line.size() && length > 0; i += 4) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 4; ++j) group = group << 6 | (j < line.size() ? value_of(line[j]) : 0);
    const std::size_t count = std::min<std::size_t>(length, 3);
    for (std::size_t j = 0; j < count; ++j) out.push_back(static_cast<char>(group >> (16 - 8 * j)));
    length -= count;
  }
}

}  // namespace

std::string decode_uu(std::string_view text) {
  std::string result;
  bool has_begun = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!has_begun) {
      has_begun = line.starts_with("begin ");
    } else if (line == "end") {
      break;
    } else if (!line.empty()) {
      decode_line(line, result);
    }
  }
  return result;
}

}  // namespace mailstop::mail
