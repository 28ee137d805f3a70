// `mailstop export`: mail to files.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int export_mail(const config::Export& command);

}  // namespace mailstop::app
