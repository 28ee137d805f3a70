// `mailstop check`: verifies the database.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// 0 when all is well, 1 when something is wrong, 2 when the database cannot be read.
int check_database(const config::Check& command);

}  // namespace mailstop::app
