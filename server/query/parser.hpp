// The search language of docs/search.md, from text to a Query. Pure and thread-safe.
#pragma once
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "query/query.hpp"

namespace mailstop::query {

// `now` is what relative times ("after:-2h") count from. "" holds for every message. An error is
// invalid_argument and names the column, counted in characters from 1: unknown field "fro" at column 1; did
// you mean "from"?
Result<Query> parse_query(std::string_view text, Timestamp now);

}  // namespace mailstop::query
