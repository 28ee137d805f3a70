// The settings of the server, laid over each other: flags over environment over the TOML file over defaults.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/option.hpp"
#include "config/settings.hpp"
#include "config/settings_file.hpp"

namespace mailstop::config {

// Looks up an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// What stands behind each flag on the command line, by the flag's name; flags that are not there have none.
using FlagValues = std::map<std::string_view, std::vector<std::string>>;

struct ResolvedSettings {
  Settings settings;
  std::vector<GivenSetting> effective;  // every option in the order of the table
};

// Errors say where the wrong value stands: "--auth", "MAILSTOP_AUTH", "mailstop.toml:3: auth".
Result<ResolvedSettings> resolve_settings(const FlagValues& flags, const Environment& environment,
                                          const ReadFile& read_file);

}  // namespace mailstop::config
