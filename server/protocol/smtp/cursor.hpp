// A place in a command line, moved on by the functions of the grammar. Refers to the line, which must outlive
// it.
#pragma once
#include <boost/system/result.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace mailstop::smtp {

struct SyntaxError {
  std::size_t column = 0;  // of the command line, in characters from 1
  std::string message;     // "\">\" expected, not the end of the line"
};

// What a rule of the grammar found, or where and why the text does not follow it.
template <class T>
using Rule = boost::system::result<T, SyntaxError>;

class Cursor {
 public:
  explicit Cursor(std::string_view line, std::size_t offset = 0) : line_(line), offset_(offset) {}

  bool at_end() const { return offset_ == line_.size(); }
  char peek() const { return at_end() ? '\0' : line_[offset_]; }
  std::size_t offset() const { return offset_; }
  std::string_view rest() const { return line_.substr(offset_); }
  std::string_view since(std::size_t begin) const { return line_.substr(begin, offset_ - begin); }

  bool take(char c) {
    if (at_end() || peek() != c) return false;
    ++offset_;
    return true;
  }

  template <class Predicate>
  std::string_view take_while(Predicate accepts) {
    const auto begin = offset_;
    while (!at_end() && accepts(peek())) ++offset_;
    return since(begin);
  }

  void skip_spaces() {
    while (take(' ')) continue;
  }

  // "<what> expected, not <what is here>"
  SyntaxError expected(std::string_view what) const;
  SyntaxError error_at(std::size_t offset, std::string message) const;

 private:
  std::string_view line_;
  std::size_t offset_;
};

}  // namespace mailstop::smtp
