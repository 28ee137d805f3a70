// mailstop.toml: keys are the names of the flags, values texts, lists of texts for what may be repeated, true
// or false for flags.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/option.hpp"

namespace mailstop::config {

inline constexpr std::string_view default_settings_file = "mailstop.toml";

// The bytes of a file. Errors: not_found when there is none.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;
Result<std::string> read_settings_file(const std::string& path);

// One option as one of the sources gives it.
struct GivenSetting {
  const Option* option = nullptr;
  std::vector<std::string> values;  // as a flag would say them; none for a default
  std::string origin;               // "flag", "environment MAILSTOP_AUTH", "mailstop.toml:12", "default"
  std::string place;                // how an error begins
};

// What `text`, the content of the file `name`, gives. Errors begin with file and line.
Result<std::vector<GivenSetting>> parse_settings_file(std::string_view text, const std::string& name);

// The settings as such a file, each with its origin as a comment; defaults are only comments.
std::string to_toml(const std::vector<GivenSetting>& settings);

}  // namespace mailstop::config
