// Match of POST /v1/expect: a JSON object of conditions that must all hold. A string is short for a condition
// on the text: an address with an @ must be equal, everything else must contain it.
//
//   {"to": "alice@example.test", "subject": {"startsWith": "Welcome"}, "any": [{...}, {...}]}
#pragma once
#include <string>

#include "api/v1/json_reader.hpp"
#include "base/clock.hpp"
#include "query/match.hpp"

namespace mailstop::api::v1 {

// Errors: invalid_argument naming the field by its path, with a suggestion for one that is unknown. `now` is
// what relative times of `q` count from.
Result<query::Match> read_match(const Json& value, const std::string& path, Timestamp now);

}  // namespace mailstop::api::v1
