// `mailstop config`: prints the settings and where each comes from.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int print_config(const config::PrintConfig& command);

}  // namespace mailstop::app
