// `mailstop exec`, a row of the table of config/command_table.hpp.
#pragma once
#include "config/command_table.hpp"
#include "config/setting_layers.hpp"

namespace mailstop::config {

CommandInfo exec_command();

// A server for one run beside all others: the ports and files of mailstop.toml and of variables belong to
// another one, so only flags choose them; else the ports are free ones of the loopback address. Mail is never
// kept on disk.
Settings to_exec_settings(ResolvedSettings resolved);

}  // namespace mailstop::config
