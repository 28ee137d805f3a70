// Text as HTML lays it out: runs of white space are one space, a block begins a line, <br> breaks one.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mailstop::mail {

class TextFlow {
 public:
  void add(std::string_view text);
  void add_space() { has_space_ = true; }
  void add_break();                              // two in a row leave one empty line, more do not add to it
  void end_line();                               // nothing when the line is empty
  void keep_lines(bool keep) { keeps_ = keep; }  // <pre>
  std::size_t size() const { return text_.size(); }
  std::string_view since(std::size_t begin) const { return std::string_view(text_).substr(begin); }
  std::string take() { return std::move(text_); }

 private:
  void flush_space();

  std::string text_;
  int breaks_ = 0;  // due before the next visible character
  bool has_space_ = false;
  bool keeps_ = false;
};

}  // namespace mailstop::mail
