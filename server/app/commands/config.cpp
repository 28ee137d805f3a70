#include "app/commands/config.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/exit_status.hpp"
#include "app/commands/remote_server.hpp"
#include "base/text.hpp"

namespace mailstop::app {
namespace {

std::string settings_json(const std::vector<config::GivenSetting>& settings) {
  Json list = Json::array();
  for (const auto& setting : settings) {
    Json entry;
    entry["name"] = setting.option->name;
    entry["values"] = Json::array();
    for (const auto& value : setting.values) entry["values"].push_back(to_valid_utf8(value));
    entry["default"] = setting.option->fallback;
    entry["origin"] = setting.origin;
    list.push_back(std::move(entry));
  }
  Json document;
  document["settings"] = std::move(list);
  return document.dump(2) + '\n';
}

}  // namespace

int print_config(const config::PrintConfig& command) {
  auto settings = command.effective;
  // It says where the others come from; a file cannot hold it.
  std::erase_if(settings,
                [](const config::GivenSetting& setting) { return setting.option->name == "config"; });
  fmt::print("{}", command.json ? settings_json(settings) : config::to_toml(settings));
  return status_done;
}

}  // namespace mailstop::app
