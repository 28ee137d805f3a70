// How likely a candidate is a code, from the words and the layout around it; see codes.hpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mail/code_candidates.hpp"
#include "mail/code_words.hpp"

namespace mailstop::mail {

// How far from a candidate a word still counts, in bytes.
constexpr std::size_t farthest_code_word = 260;
constexpr std::size_t farthest_code_word_behind = 90;

enum class CodePlace { subject, body };

// One source of a mail, read: what ranking its candidates needs.
struct CodePage {
  CodePlace place = CodePlace::body;
  std::string_view text;                  // from to_code_text()
  std::vector<CodeCandidate> candidates;  // in the order of the text, likewise the words
  std::vector<CodeWordHit> words;
};

// Which word for a code is said: strong, code, support, or none.
struct StrongestWords {
  CodeWord subject = CodeWord::none;
  CodeWord mail = CodeWord::none;  // in the subject or near a candidate
};

StrongestWords strongest_words(const std::vector<CodePage>& pages);

// Points of each candidate of the page; up to about 100, below 0 for what is surely something else.
std::vector<int> rank_codes(const CodePage& page, StrongestWords words,
                            const std::vector<std::string>& emphasised);

}  // namespace mailstop::mail
