#include "mail/code_text.hpp"

#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "mail/unicode.hpp"

namespace mailstop::mail {
namespace {

struct Character {
  std::uint32_t code_point;
  std::size_t length;
};

// The character at the front of valid UTF-8. What is cut off at the end is a character of its own.
Character front_character(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]) & 0x3FU; };
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead >= 0xF0 && text.size() >= 4)
    return {((lead & 7U) << 18) | (byte(1) << 12) | (byte(2) << 6) | byte(3), 4};
  if (lead >= 0xE0 && lead < 0xF0 && text.size() >= 3)
    return {((lead & 15U) << 12) | (byte(1) << 6) | byte(2), 3};
  if (lead >= 0xC0 && lead < 0xE0 && text.size() >= 2) return {((lead & 31U) << 6) | byte(1), 2};
  return {0xFFFD, 1};
}

// What newsletters pad their preview with and what sets directions.
bool is_unseen(std::uint32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool is_wide_space(std::uint32_t c) {
  return (c >= 0x80 && c <= 0xA0) || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

// The digit of any script in ASCII, 0 when it is none.
char ascii_digit(std::uint32_t c) {
  constexpr std::array<std::uint32_t, 15> zeros = {0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6,  0xB66, 0xBE6,
                                                   0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0};
  for (const std::uint32_t zero : zeros) {
    if (c >= zero && c < zero + 10) return static_cast<char>('0' + (c - zero));
  }
  return '\0';
}

// What stands for a character of ASCII. The full-width comma stays: it separates, "583017，5" is no decimal.
char ascii_form(std::uint32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E && c != 0xFF0C) return static_cast<char>(c - 0xFEE0);
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  if (c == 0x2018 || c == 0x2019) return '\'';
  if (c == 0x130) return 'I';  // its small letter is the i of ASCII
  return ascii_digit(c);
}

class CodeTextWriter {
 public:
  explicit CodeTextWriter(std::size_t size) { out_.reserve(size); }

  void add_plain(std::string_view text) {
    flush();
    out_.append(text);
  }
  void add_space() { has_space_ = true; }
  void add_line_end() { ++line_ends_; }

  void add(std::string_view bytes, std::uint32_t c) {
    if (is_unseen(c)) return;
    if (c == 0x2028 || c == 0x2029) return add_line_end();
    if (is_wide_space(c)) return add_space();
    const char ascii = ascii_form(c);
    add_plain(ascii != 0 ? std::string_view(&ascii, 1) : bytes);
  }

  std::string take() { return std::move(out_); }

 private:
  void flush() {
    if (!out_.empty() && line_ends_ > 0) {
      out_.append(line_ends_ > 1 ? "\n\n" : "\n");
    } else if (!out_.empty() && has_space_) {
      out_.push_back(' ');
    }
    line_ends_ = 0;
    has_space_ = false;
  }

  std::string out_;
  std::size_t line_ends_ = 0;
  bool has_space_ = false;
};

// Two-byte capitals whose small letter has two bytes as well: Latin-1, Latin Extended-A, Greek, Cyrillic.
std::uint32_t small_letter(std::uint32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177) || (c >= 0x490 && c <= 0x4BF))
    return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c + (c & 1);
  if (c >= 0x388 && c <= 0x38A) return c + 37;
  switch (c) {
    case 0x386:
      return 0x3AC;
    case 0x38C:
      return 0x3CC;
    case 0x38E:
    case 0x38F:
      return c + 63;
    case 0x18F:
      return 0x259;
    default:
      return c;
  }
}

bool is_visible(char c) {
  return c > ' ' && c < 0x7F;
}

// The visible ASCII characters at the front, with single spaces between them.
std::size_t plain_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    const bool is_gap = text[length] == ' ' && length + 1 < text.size() && is_visible(text[length + 1]);
    if (!is_visible(text[length]) && !is_gap) break;
    ++length;
  }
  return length;
}

}  // namespace

std::string in_small_letters(std::string_view text) {
  std::string lower = to_lower_ascii(text);
  for (std::size_t i = 0; i + 1 < lower.size(); ++i) {
    const auto lead = static_cast<unsigned char>(lower[i]);
    if (lead < 0xC3) continue;
    if (lead < 0xE0) {
      const std::uint32_t before = front_character(std::string_view(lower).substr(i)).code_point;
      const std::uint32_t c = small_letter(before);
      if (c != before) {
        lower[i] = static_cast<char>(0xC0 | (c >> 6));
        lower[i + 1] = static_cast<char>(0x80 | (c & 0x3F));
      }
      ++i;
    } else if (lead == 0xE1 && i + 2 < lower.size() && static_cast<unsigned char>(lower[i + 1]) >= 0xB8) {
      lower[i + 2] = static_cast<char>(lower[i + 2] | 1);  // U+1E00 to U+1EFF, for Vietnamese
      i += 2;
    }
  }
  return lower;
}

std::string to_code_text(std::string_view text) {
  text = truncate_utf8(text, longest_code_text);
  CodeTextWriter out(text.size());
  while (!text.empty()) {
    const char c = text[0];
    std::size_t length = 1;
    if (c == '\n') {
      out.add_line_end();
    } else if ((c >= 0 && c <= ' ') || c == 0x7F) {
      out.add_space();
    } else if (c > ' ') {
      length = plain_length(text);
      out.add_plain(text.substr(0, length));
    } else {
      const Character character = front_character(text);
      length = character.length;
      out.add(text.substr(0, length), character.code_point);
    }
    text.remove_prefix(length);
  }
  return out.take();
}

}  // namespace mailstop::mail
