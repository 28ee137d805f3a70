// Reads the command line, the environment and mailstop.toml: flags win over MAILSTOP_* variables, which win
// over the file, which wins over defaults.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "config/command.hpp"
#include "config/setting_layers.hpp"

namespace mailstop::config {

// `arguments` without the program's name.
Command parse_command_line(const std::vector<std::string>& arguments, const Environment& environment,
                           const ReadFile& read_file = read_settings_file);

// What a name of the program says before its arguments: "sendmail" by whatever path is `mailstop sendmail`,
// and so are "catchmail" and "mhsendmail", which know no end of a message but that of the input.
std::vector<std::string> arguments_named_by(std::string_view program);

}  // namespace mailstop::config
