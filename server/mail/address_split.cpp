#include "mail/address_split.hpp"

#include <optional>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

// Which characters separate: none inside of "quotes", (comments), <brackets> and [domain literals].
class Nesting {
 public:
  bool is_separator(char c) {
    if (is_escaped_) {
      is_escaped_ = false;
      return false;
    }
    if (c == '\\' && (closes_ == '"' || comment_depth_ > 0)) {
      is_escaped_ = true;
    } else if (closes_ == '"') {
      if (c == '"') closes_ = 0;
    } else if (c == '(' || (c == ')' && comment_depth_ > 0)) {
      comment_depth_ += c == '(' ? 1 : -1;
    } else if (comment_depth_ > 0) {
      return false;
    } else if (closes_ != 0) {
      if (c == closes_) closes_ = 0;
    } else if (c == '"' || c == '<' || c == '[') {
      closes_ = c == '"' ? '"' : c == '<' ? '>' : ']';
    } else {
      return c == ',' || c == ';' || c == ':';
    }
    return false;
  }

 private:
  char closes_ = 0;
  int comment_depth_ = 0;
  bool is_escaped_ = false;
};

class Splitter {
 public:
  std::vector<AddressPiece> split(std::string_view list) {
    Nesting nesting;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!nesting.is_separator(list[i])) continue;
      on_piece(trim(list.substr(begin, i - begin)), list[i]);
      begin = i + 1;
    }
    on_piece(trim(list.substr(begin)), ';');
    return std::move(pieces_);
  }

 private:
  void on_piece(std::string_view text, char separator) {
    if (separator == ':') {
      end_group();
      group_ = text;
      return;
    }
    if (!text.empty()) {
      pieces_.push_back({text});
      group_.reset();  // it has a member: its name is not shown
    }
    if (separator == ';') end_group();
  }

  void end_group() {
    if (group_ && !group_->empty()) pieces_.push_back({*group_, true});
    group_.reset();
  }

  std::vector<AddressPiece> pieces_;
  std::optional<std::string_view> group_;  // open, and without a member so far
};

}  // namespace

std::vector<AddressPiece> split_addresses(std::string_view list) {
  return Splitter().split(list);
}

}  // namespace mailstop::mail
