#include "mail/code_tokens.hpp"

#include <array>

namespace mailstop::mail {
namespace {

enum Kind : unsigned char {
  visible = 1,  // ASCII without spaces and controls
  digit = 2,
  capital = 4,
  small = 8,
  hyphen = 16,
  mark = 32,     // of a URL or an address
  foreign = 64,  // may begin a digit beyond ASCII
  letter_or_digit = digit | capital | small,
};

constexpr std::array<unsigned char, 256> kinds = [] {
  std::array<unsigned char, 256> table{};
  for (std::size_t c = '!'; c < 0x7F; ++c) table[c] = visible;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] |= digit;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) table[c] |= capital;
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] |= small;
  for (const char c : {':', '/', '@', '.'}) table[static_cast<unsigned char>(c)] |= mark;
  for (const std::size_t c : {0xD9U, 0xDBU, 0xE0U, 0xE1U, 0xEFU}) table[c] |= foreign;
  table['-'] |= hyphen;
  return table;
}();

unsigned kind_of(char c) {
  return kinds[static_cast<unsigned char>(c)];
}

bool is_token_byte(char c) {
  return (kind_of(c) & letter_or_digit) != 0;
}

// "id.test/device": a dot before a letter, a slash after it.
bool is_host_with_path(std::string_view word) {
  const auto dot = word.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 >= word.size()) return false;
  return (kind_of(word[dot + 1]) & small) != 0 && word.find('/', dot) != std::string_view::npos;
}

// `word` holds no white space.
bool is_address_like(std::string_view word) {
  if (word.find("://") != std::string_view::npos || word.starts_with("www.")) return true;
  const auto at = word.find('@');
  if (at != std::string_view::npos && at > 0 && at + 1 < word.size() && is_token_byte(word[at + 1]))
    return true;
  return is_host_with_path(word);
}

CodeToken token_at(std::string_view text, std::size_t begin) {
  unsigned all = 0;
  std::size_t end = begin;
  for (; end < text.size() && is_token_byte(text[end]); ++end) all |= kind_of(text[end]);
  return {begin, end, (all & digit) != 0, (all & capital) != 0, (all & small) != 0};
}

// What stands between white space or characters beyond ASCII.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  unsigned kinds = 0;  // of all its characters
  std::size_t capitals = 0;
};

Word word_at(std::string_view text, std::size_t begin) {
  Word word{begin, begin, 0, 0};
  for (; word.end < text.size(); ++word.end) {
    const unsigned kind = kind_of(text[word.end]);
    if ((kind & visible) == 0) break;
    word.kinds |= kind;
    word.capitals += (kind & capital) != 0 ? 1 : 0;
  }
  return word;
}

bool is_line(std::string_view text, const Word& word) {
  return (word.begin == 0 || text[word.begin - 1] == '\n') &&
         (word.end == text.size() || text[word.end] == '\n');
}

// It holds a digit or a word in capitals, or is a line of words joined by hyphens.
bool may_hold_code(std::string_view text, const Word& word) {
  const bool has_looks =
      (word.kinds & digit) != 0 || word.capitals >= 5 || ((word.kinds & hyphen) != 0 && is_line(text, word));
  if (!has_looks) return false;
  return (word.kinds & mark) == 0 || !is_address_like(text.substr(word.begin, word.end - word.begin));
}

}  // namespace

bool may_hold_codes(std::string_view text) {
  std::size_t digits = 0, capitals = 0;  // capitals in a row
  unsigned last = 0;
  for (const char c : text) {
    const unsigned kind = kind_of(c);
    const bool is_mixed = ((kind | last) & digit) != 0 && ((kind | last) & (capital | small)) != 0 &&
                          (kind & letter_or_digit) != 0 && (last & letter_or_digit) != 0;
    last = kind;
    if (is_mixed) return true;
    if ((kind & capital) != 0) {
      ++capitals;
      continue;
    }
    if ((kind & (digit | foreign)) != 0) ++digits;
    if (digits == 4 || (capitals >= 3 && capitals <= 10) || (kind & hyphen) != 0) return true;
    capitals = 0;
  }
  return capitals >= 3 && capitals <= 10;
}

std::vector<CodeToken> code_tokens(std::string_view text) {
  std::vector<CodeToken> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const Word word = word_at(text, at);
    at = word.end + 1;
    if (!may_hold_code(text, word)) continue;
    for (std::size_t i = word.begin; i < word.end;) {
      if (is_token_byte(text[i])) {
        tokens.push_back(token_at(text, i));
        i = tokens.back().end;
      } else {
        ++i;
      }
    }
  }
  return tokens;
}

}  // namespace mailstop::mail
