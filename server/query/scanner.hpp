// Cuts the text of a query into words, phrases, patterns and operators. Used by the parser only; one per
// parse.
//
// A word ends at white space outside quotes. Quotes may stand anywhere in it (subject:"two words") and are
// dropped. Brackets group when they begin a word or are left over at its end: f(x) is a word, (a b) is a
// group.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::query {

struct Word {
  size_t column = 1;
  std::string field;        // what stands before the first colon outside quotes; "" when there is none
  std::string value;        // the rest, or all of it
  std::string written;      // as text: field, colon and value, quotes dropped
  bool is_pattern = false;  // the value is what stood between slashes
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void skip_space();
  bool at_end() const { return position_ == text_.size(); }
  size_t column() const { return column_of(position_); }  // in characters, from 1

  // Each takes what stands here and says whether it did.
  bool take_open();
  bool take_close();
  bool take_keyword(std::string_view keyword);  // upper case, standing alone
  bool take_minus();                            // - or ! with something right after it

  // At a close bracket that closes nothing, or at a word. `open_groups` says how many brackets wait to be
  // closed.
  bool at_close() const { return front() == ')'; }
  Result<Word> word(size_t open_groups);

 private:
  char front() const { return at_end() ? '\0' : text_[position_]; }
  size_t column_of(size_t position) const;
  std::optional<size_t> pattern_end() const;
  Result<void> take_quoted(std::string& text);
  void take_field(Word& word);
  void take_pattern(Word& word, size_t end);

  std::string_view text_;
  size_t position_ = 0;
};

}  // namespace mailstop::query
