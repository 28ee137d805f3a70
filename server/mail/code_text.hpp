// Text in the form in which codes are looked for; see codes.hpp.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::mail {

constexpr std::size_t longest_code_text = 64 * 1024;

// Digits of every script, full-width letters and dashes in ASCII; without invisible characters; runs of white
// space are one space, one line break, or two where a line is empty. What is longer is cut.
std::string to_code_text(std::string_view text);

// The same in small letters, each at the place of its capital.
std::string in_small_letters(std::string_view code_text);

}  // namespace mailstop::mail
