// The assertions of `exec --expect`: filters of GET /v1/expect as a person types them, asked of a server.
#pragma once
#include <string>
#include <string_view>

#include "app/commands/exec_outcome.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/client.hpp"

namespace mailstop::app {

// "to=alice+x@example.test&subject=Hello there" -> "/v1/expect?to=alice%2Bx%40...&within=0s": a plus is one,
// and %26 is an & inside a value. `within` takes the place of the one that was given, "" leaves it or 0s.
// Errors: what is no NAME=VALUE, print.
Result<std::string> expectation_target(std::string_view filters, std::string_view within);

// Whether the server understands them; asked before the command runs, which may take long. Errors: why not.
Task<Result<void>> check_filters(const http::Client& client, std::string filters);

Task<CheckedExpectation> check_expectation(const http::Client& client, std::string filters);

}  // namespace mailstop::app
