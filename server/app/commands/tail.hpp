// `mailstop tail`: prints events as they come, until it is interrupted.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int tail_events(const config::Tail& command);

}  // namespace mailstop::app
