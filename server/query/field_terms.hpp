// The fields of the search language: what a word such as from:alice or larger:10k means. Used by the parser
// only.
#pragma once
#include "base/clock.hpp"
#include "base/result.hpp"
#include "query/query.hpp"
#include "query/scanner.hpp"

namespace mailstop::query {

// The query of one word. A word whose prefix is no field, such as http://x or 12:30, is text; one that looks
// like a mistyped field is an error.
Result<Query> to_term(const Word& word, Timestamp now);

}  // namespace mailstop::query
