// The commands that give mail to an SMTP server, a part of the table of config/command_table.hpp.
#pragma once
#include "config/command_table.hpp"

namespace mailstop::config {

CommandInfo send_command();
CommandInfo sendmail_command();

}  // namespace mailstop::config
