// One table is the source of every setting: its flag, its environment variable, its key in mailstop.toml, its
// help, its completion and docs/configuration.md. A new setting is one row in option.cpp or the file of its
// kind.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "config/settings.hpp"

namespace mailstop::config {

enum class Arity {
  once,
  repeatable,        // a list parted by commas in its variable
  repeatable_lines,  // parted by line breaks there, as a value may hold commas
  flag,
  behind_dashes,  // an operand only: all words behind --
};

// How a flag is written: what help, completion and the manual are made of.
struct Flag {
  std::string_view name;   // "max-message-size": --max-message-size
  std::string_view value;  // what the help calls its value; "" for a flag. "off|auto" is a choice of words
  Arity arity;
  std::string_view fallback;  // the default in words; "" when there is nothing to say
  std::string_view help;
};

// One setting of the server.
struct Option : Flag {
  Result<void> (*apply)(Settings& settings, std::string_view value);
};

std::span<const Option> options();

// "max-message-size" -> "MAILSTOP_MAX_MESSAGE_SIZE"
std::string environment_name(const Flag& flag);

}  // namespace mailstop::config
