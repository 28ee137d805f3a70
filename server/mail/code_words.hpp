// The words that say what a number in a mail is, in many languages; see codes.hpp.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace mailstop::mail {

enum class CodeWord {
  strong,   // verification code, Bestätigungscode, 验证码
  code,     // code, token, PIN
  support,  // sign in, confirm, expires
  other,    // order number, discount code, telephone: the number is another thing
  amount,   // a currency or unit right beside it
  none,     // source code, QR code: only keeps its words from being taken for others
};

struct CodeWordHit {
  std::size_t begin = 0;
  std::size_t end = 0;
  CodeWord word = CodeWord::none;
};

// `lower` is from in_small_letters(). In the order of the text, the longest that begins at a place, none
// within another.
std::vector<CodeWordHit> find_code_words(std::string_view lower);

}  // namespace mailstop::mail
