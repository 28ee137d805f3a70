// One table is the source of every flag, its environment variable, its help and docs/configuration.md.
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
};

struct Option {
  std::string_view name;   // "max-message-size": flag --max-message-size, variable MAILSTOP_MAX_MESSAGE_SIZE
  std::string_view value;  // what the help calls its value; "" for a flag
  Arity arity;
  std::string_view fallback;  // the default in words
  std::string_view help;
  Result<void> (*apply)(Settings& settings, std::string_view value);
};

std::span<const Option> options();

// "max-message-size" -> "MAILSTOP_MAX_MESSAGE_SIZE"
std::string environment_name(const Option& option);

}  // namespace mailstop::config
