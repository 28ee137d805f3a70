// The JSON shapes of expectations, as schema/openapi.yaml fixes them: Expected, ExpectationPassed and
// ExpectationFailed.
#pragma once
#include <string>

#include "mailroom/expectation.hpp"

namespace mailstop::api::v1 {

std::string passed_json(const mailroom::Outcome& outcome);
std::string failed_json(const mailroom::Expectation& expectation, const mailroom::Outcome& outcome);

}  // namespace mailstop::api::v1
