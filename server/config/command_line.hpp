// Reads the command line and the environment: flags win over MAILSTOP_* variables, which win over defaults.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/settings.hpp"

namespace mailstop::config {

struct Serve {
  Settings settings;
};

// `mailstop ca`
struct PrintCa {
  Settings settings;
  bool install_hint = false;  // how to trust it, instead of the certificate
};

// Nothing is to be run: print `text` and end with `status` (0 help or version on stdout, 2 a mistake on
// stderr).
struct Finish {
  int status = 0;
  std::string text;
};

using Command = std::variant<Serve, PrintCa, Finish>;

// Looks up an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// `arguments` without the program's name.
Command parse_command_line(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace mailstop::config
