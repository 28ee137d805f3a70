// A JUnit report of `exec`, as CI servers read it. Pure.
#pragma once
#include <string>

#include "app/commands/exec_outcome.hpp"

namespace mailstop::app {

// A case for the command and one for each expectation.
std::string junit_report(const ExecOutcome& outcome);

}  // namespace mailstop::app
