#include "mail/text_flow.hpp"

#include <algorithm>

namespace mailstop::mail {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
}

}  // namespace

void TextFlow::add(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (keeps_ && text[i] == '\n') {
      add_break();
    } else if (is_space(text[i])) {
      has_space_ = true;
    } else if (text[i] == no_break_space[0] && text.substr(i).starts_with(no_break_space)) {
      has_space_ = true;
      ++i;
    } else {
      std::size_t end = i + 1;
      while (end < text.size() && !is_space(text[end]) && text[end] != no_break_space[0]) ++end;
      flush_space();
      text_.append(text.substr(i, end - i));
      i = end - 1;
    }
  }
}

void TextFlow::add_break() {
  breaks_ = std::min(breaks_ + 1, 2);
  has_space_ = false;
}

void TextFlow::end_line() {
  breaks_ = std::max(breaks_, 1);
  has_space_ = false;
}

void TextFlow::flush_space() {
  if (!text_.empty()) {
    if (breaks_ > 0) {
      text_.append(static_cast<std::size_t>(breaks_), '\n');
    } else if (has_space_) {
      text_.push_back(' ');
    }
  }
  breaks_ = 0;
  has_space_ = false;
}

}  // namespace mailstop::mail
