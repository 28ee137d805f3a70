// The commands that bring mail in and out and look after the database, a part of the table of
// config/command_table.hpp.
#pragma once
#include "config/command_table.hpp"

namespace mailstop::config {

CommandInfo ingest_command();
CommandInfo export_command();
CommandInfo check_command();
CommandInfo backup_command();

}  // namespace mailstop::config
