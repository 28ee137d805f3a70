// The commands that ask a running server, a part of the table of config/command_table.hpp.
#pragma once
#include "config/command_table.hpp"

namespace mailstop::config {

CommandInfo expect_command();
CommandInfo ready_command();
CommandInfo list_command();
CommandInfo show_command();
CommandInfo tail_command();

// --url, --ca and --insecure, behind `own`.
std::vector<CommandOption> with_remote(std::vector<CommandOption> own);

}  // namespace mailstop::config
