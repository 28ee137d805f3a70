// The text of a selector while it is read: names, strings and escapes (CSS Syntax section 4), and where an
// error stands. Used by the selector parser only.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::mail {

class CssText {
 public:
  explicit CssText(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  bool at_end() const { return position_ == text_.size(); }
  char front() const { return at_end() ? '\0' : text_[position_]; }
  std::size_t position() const { return position_; }
  void back_to(std::size_t position) { position_ = position; }

  bool skip_space();  // whether there was some
  bool take(char expected);
  bool take(std::string_view expected);
  bool take_word(std::string_view word);  // in any case, no name character after it

  bool at_name() const;
  std::string name();  // at_name(), its escapes undone
  // What stands in quotes here, escapes undone; false when the quotes are not closed.
  bool string(std::string& value);
  std::optional<int> number();  // without sign; stops at nine digits

  // column 7: expected <what>, but there is "x"
  Error expected(std::string_view what) const;

 private:
  void take_escape(std::string& value);
  char32_t hexadecimal();

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace mailstop::mail
