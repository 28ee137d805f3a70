// `mailstop serve`: runs until SIGINT or SIGTERM.
#pragma once
#include "config/settings.hpp"

namespace mailstop::app {

// The exit status: 0 after a clean stop, 1 when it cannot start (said on stderr).
int serve(config::Settings settings);

}  // namespace mailstop::app
