// `mailstop ready`: says whether the server is ready.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int check_ready(const config::Ready& command);

}  // namespace mailstop::app
