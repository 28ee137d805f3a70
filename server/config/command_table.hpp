// The commands of the binary: one table is the source of what is parsed, of --help, of completion and of the
// manual. A new command is a struct in command.hpp, a row here and a file in app/commands.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/command.hpp"
#include "config/option.hpp"

namespace mailstop::config {

// An option of one command, or its operand, which has a name for the reader only.
struct CommandOption : Flag {
  Result<void> (*apply)(Command& command, std::string_view value);
  std::string_view variable = {};  // read when the flag is not given; "" for none
};

inline constexpr CommandOption no_operand{};

struct Example {
  std::string_view purpose;
  std::string_view line;
};

enum class TakesSettings { no, yes };

// Reads the arguments of a command that has a syntax of its own.
using ReadArguments = Command (*)(const std::vector<std::string>& arguments, const Environment& environment);

struct CommandInfo {
  std::string_view name;
  std::string_view summary;      // one line
  std::string_view description;  // a paragraph; where it matters, what ends it with which status
  TakesSettings takes_settings;  // every option of the server too
  CommandOption operand;         // apply is null when there is none
  std::vector<CommandOption> options;
  std::vector<Example> examples;
  Command (*make)();                           // with its defaults
  Result<void> (*check)(const Command&) = {};  // what no single option can see; may be null
  ReadArguments read = {};                     // null: the options above are read
};

std::span<const CommandInfo> commands();

// Null when there is none.
const CommandInfo* find_command(std::string_view name);

// Its own options, then those of the server if it takes them.
std::vector<const Flag*> flags_of(const CommandInfo& command);

// "off|auto" -> off, auto; nothing when the value is free.
std::vector<std::string_view> choices_of(const Flag& flag);

// "MAILSTOP_AUTH"; "" when no variable is read.
std::string variable_of(const CommandInfo& command, const Flag& flag);

}  // namespace mailstop::config
