// The process's environment variables.
#pragma once
#include <cstdlib>
#include <optional>
#include <string>

namespace mailstop::app {

inline std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace mailstop::app
