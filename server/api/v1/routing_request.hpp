// The body of PUT /v1/routes: {"routes": [{match, inbox, tags, discard}, ...]}
#pragma once
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "mailroom/routes.hpp"

namespace mailstop::api::v1 {

// Errors: invalid_argument naming the field. `now` is what relative times of `q` count from.
Result<mailroom::Routes::List> parse_routes(std::string_view body, Timestamp now);

}  // namespace mailstop::api::v1
