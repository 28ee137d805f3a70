// `mailstop ls`: lists messages.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int list_messages(const config::List& command);

}  // namespace mailstop::app
