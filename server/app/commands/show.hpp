// `mailstop show`: shows one message.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int show_message(const config::Show& command);

}  // namespace mailstop::app
