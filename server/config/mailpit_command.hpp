// `mailstop mailpit ...`: the command line of Mailpit, by the table of config/foreign_settings.hpp.
#pragma once
#include <string>
#include <vector>

#include "config/command_table.hpp"

namespace mailstop::config {

CommandInfo mailpit_command();

// A command to serve. Without a database nothing is kept, like there.
Command parse_mailpit_arguments(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace mailstop::config
