// `mailstop backup`: a copy of the database.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int make_backup(const config::Backup& command);

}  // namespace mailstop::app
