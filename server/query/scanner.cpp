#include "query/scanner.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mailstop::query {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

size_t Scanner::column_of(size_t position) const {
  const auto before = text_.substr(0, position);
  return position + 1 - static_cast<size_t>(std::count_if(before.begin(), before.end(), is_continuation));
}

void Scanner::skip_space() {
  while (!at_end() && is_space(front())) ++position_;
}

bool Scanner::take_open() {
  if (front() != '(') return false;
  ++position_;
  return true;
}

bool Scanner::take_close() {
  if (!at_close()) return false;
  ++position_;
  return true;
}

bool Scanner::take_keyword(std::string_view keyword) {
  const auto rest = text_.substr(position_);
  if (!rest.starts_with(keyword)) return false;
  const char next = rest.size() > keyword.size() ? rest[keyword.size()] : ' ';
  if (!is_space(next) && next != '(' && next != ')') return false;
  position_ += keyword.size();
  return true;
}

bool Scanner::take_minus() {
  if (front() != '-' && front() != '!') return false;
  const bool alone =
      position_ + 1 == text_.size() || is_space(text_[position_ + 1]) || text_[position_ + 1] == ')';
  if (alone) return false;
  ++position_;
  return true;
}

// Where the slash stands that ends the pattern beginning here: the first one not escaped, if white space, a
// close bracket or the end follows it. A path such as /usr/local is no pattern.
std::optional<size_t> Scanner::pattern_end() const {
  if (front() != '/') return std::nullopt;
  for (size_t at = position_ + 1; at < text_.size(); ++at) {
    if (text_[at] == '\\') {
      ++at;
    } else if (text_[at] == '/') {
      const bool ends = at + 1 == text_.size() || is_space(text_[at + 1]) || text_[at + 1] == ')';
      return ends && at > position_ + 1 ? std::optional(at) : std::nullopt;
    }
  }
  return std::nullopt;
}

Result<void> Scanner::take_quoted(std::string& text) {
  const size_t end = text_.find('"', position_ + 1);
  if (end == std::string_view::npos) {
    return invalid_argument(
        fmt::format("the quote opened at column {} is not closed; add a closing quote", column()));
  }
  text.append(text_.substr(position_ + 1, end - position_ - 1));
  position_ = end + 1;
  return {};
}

void Scanner::take_pattern(Word& word, size_t end) {
  word.value = text_.substr(position_ + 1, end - position_ - 1);
  word.written += word.value;
  word.is_pattern = true;
  position_ = end + 1;
}

// At a colon: what was read so far is the field.
void Scanner::take_field(Word& word) {
  word.field = std::move(word.value);
  word.value.clear();
  word.written.push_back(':');
  ++position_;
  if (const auto end = pattern_end()) take_pattern(word, *end);
}

Result<Word> Scanner::word(size_t open_groups) {
  Word word;
  word.column = column();
  if (const auto end = pattern_end()) {
    take_pattern(word, *end);
    return word;
  }
  bool may_be_field = front() != '"';
  for (size_t brackets = 0; !at_end() && !is_space(front()) && !word.is_pattern;) {
    const char c = front();
    if (c == ')' && brackets == 0 && open_groups > 0) break;
    if (c == ':' && may_be_field && !word.value.empty()) {
      may_be_field = false;
      take_field(word);
      continue;
    }
    const size_t written = word.value.size();
    if (c == '"') {
      if (auto done = take_quoted(word.value); !done) return done.error();
    } else {
      if (c == '(') ++brackets;
      if (c == ')' && brackets > 0) --brackets;
      word.value.push_back(c);
      ++position_;
    }
    word.written.append(word.value, written);
  }
  return word;
}

}  // namespace mailstop::query
