// What --help prints, from the tables of commands and options.
#pragma once
#include <string>

#include "config/command_table.hpp"

namespace mailstop::config {

// Of the whole program: every command, and every option of the server.
std::string program_help();

std::string command_help(const CommandInfo& command);

// "--smtp ADDR:PORT"
std::string flag_usage(const Flag& flag);

// "mailstop show [ID|latest] [OPTION]..."
std::string command_usage(const CommandInfo& command);

// Its summary as a sentence.
std::string command_sentence(const CommandInfo& command);

// "the default is 5m; MAILSTOP_IDLE_TIMEOUT"; "" when there is neither.
std::string flag_facts(const CommandInfo& command, const Flag& flag);

inline constexpr std::string_view program_summary =
    "Mailstop, where test mail stops: accepts whatever is sent to it by SMTP, shows it, lets tests assert on "
    "it.";

}  // namespace mailstop::config
