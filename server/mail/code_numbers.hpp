// Numbers as the search for codes sees them: one of them, several that belong together ("482 913",
// "4 8 2 9 1 3"), or what is no code at all (a date, a time, a price, a telephone number).
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "mail/code_candidates.hpp"
#include "mail/code_tokens.hpp"

namespace mailstop::mail {

// Adds what the numbers from token `first` on may be and returns the first token behind them.
std::size_t read_code_numbers(std::string_view text, std::span<const CodeToken> tokens, std::size_t first,
                              std::vector<CodeCandidate>& found);

}  // namespace mailstop::mail
