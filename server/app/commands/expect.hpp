// `mailstop expect`: waits for a mail in the server, and prints what was asked for of it.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int expect_mail(const config::Expect& command);

}  // namespace mailstop::app
