// The runs of ASCII letters and digits in a text that may be part of a code, for the search for codes. Words
// in small letters, URLs, mail addresses and host names with a path are passed over.
#pragma once
#include <string_view>
#include <vector>

namespace mailstop::mail {

struct CodeToken {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool has_digit = false;
  bool has_capital = false;
  bool has_small = false;

  std::size_t size() const { return end - begin; }
  bool is_number() const { return has_digit && !has_capital && !has_small; }
  bool is_letters() const { return !has_digit; }
};

std::vector<CodeToken> code_tokens(std::string_view text);

// A first look at a text as it came: false when it surely holds no code, as most prose. Cheap.
bool may_hold_codes(std::string_view text);

}  // namespace mailstop::mail
