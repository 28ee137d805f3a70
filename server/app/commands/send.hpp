// `mailstop send`: composes a mail and sends it.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int send_mail(const config::Send& command);

}  // namespace mailstop::app
