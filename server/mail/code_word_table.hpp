// The vocabulary of code_words.hpp. Data only.
//
// One language after the other, words separated by "|" in small letters. A space stands for a space, a
// hyphen or a line break. A word stands alone, between what are no letters; "~" before it: it may be the end
// of a longer word, "~" after it: more letters may follow. Scripts that are written without spaces (Chinese,
// Japanese, Korean, Thai) need no "~".
#pragma once
#include <span>
#include <string_view>

#include "mail/code_words.hpp"

namespace mailstop::mail {

struct CodeWordRow {
  CodeWord word;
  std::string_view words;
};

std::span<const CodeWordRow> code_word_table();

}  // namespace mailstop::mail
