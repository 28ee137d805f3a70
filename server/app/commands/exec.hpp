// `mailstop exec`: a server for as long as one command runs.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status: the command's own, or 1 when it succeeded and an expectation failed; 1 or 2 when there was
// nothing to run it with.
int exec_command(config::Exec command);

}  // namespace mailstop::app
