// A command line with its surroundings, parsed, and what came of it.
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "config/command_line.hpp"

namespace mailstop::config {

using Texts = std::map<std::string, std::string>;

inline Command parse(const std::vector<std::string>& arguments, const Texts& variables = {},
                     const Texts& files = {}) {
  const auto environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  const auto read = [&](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return not_found("there is no file " + path);
    return found->second;
  };
  return parse_command_line(arguments, environment, read);
}

inline Settings settings_of(const Command& command) {
  const auto* const finish = std::get_if<Finish>(&command);
  EXPECT_EQ(finish, nullptr) << finish->text;
  return finish ? Settings{} : std::get<Serve>(command).settings;
}

inline std::string mistake_of(const Command& command) {
  const auto* const finish = std::get_if<Finish>(&command);
  if (!finish) return "no mistake was seen";
  EXPECT_EQ(finish->status, 2);
  return finish->text;
}

}  // namespace mailstop::config
