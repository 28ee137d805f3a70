#include "config/setting_layers.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "config/foreign_settings.hpp"
#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

using FileSettings = std::map<std::string_view, GivenSetting>;

std::vector<std::string> split_variable(const Option& option, const std::string& text) {
  if (option.arity == Arity::once || option.arity == Arity::flag) return {text};
  std::vector<std::string> values;
  for (const auto item : split(text, option.arity == Arity::repeatable ? ',' : '\n')) {
    if (!trim(item).empty()) values.emplace_back(trim(item));
  }
  return values;
}

GivenSetting find_setting(const Option& option, const FlagValues& flags, const Environment& environment,
                          const FileSettings& file) {
  if (const auto flag = flags.find(option.name); flag != flags.end() && !flag->second.empty())
    return {&option, flag->second, "flag", fmt::format("--{}", option.name)};
  const auto variable = environment_name(option);
  if (const auto text = environment(variable); text && !text->empty()) {
    auto values = split_variable(option, *text);
    if (!values.empty())
      return {&option, std::move(values), fmt::format("environment {}", variable), variable};
  }
  if (auto foreign = find_foreign_setting(option, environment)) return std::move(*foreign);
  if (const auto given = file.find(option.name); given != file.end()) return given->second;
  return {&option, {}, "default", {}};
}

Result<FileSettings> read_layer(const std::string& asked_for, const ReadFile& read_file) {
  const std::string name = asked_for.empty() ? std::string(default_settings_file) : asked_for;
  const auto text = read_file(name);
  if (!text && asked_for.empty() && text.error().code == Errc::not_found) return FileSettings();
  if (!text) return text.error();
  auto given = parse_settings_file(*text, name);
  if (!given) return given.error();
  FileSettings settings;
  for (auto& setting : *given) settings.emplace(setting.option->name, std::move(setting));
  return settings;
}

// However a switch was written, what is printed of it is true or false.
void normalize(GivenSetting& setting) {
  bool is_on = false;
  if (setting.option->arity != Arity::flag || setting.values.empty()) return;
  if (set_switch(is_on, setting.values.front())) setting.values.assign(1, is_on ? "true" : "false");
}

Result<void> apply(const GivenSetting& setting, Settings& settings) {
  for (const auto& value : setting.values) {
    if (auto done = setting.option->apply(settings, value); !done)
      return Error{done.error().code, fmt::format("{}: {}", setting.place, done.error().message)};
  }
  return {};
}

Result<std::string> find_file_name(const FlagValues& flags, const Environment& environment) {
  Settings settings;
  for (const auto& option : options()) {
    if (option.name != "config") continue;
    if (auto done = apply(find_setting(option, flags, environment, {}), settings); !done) return done.error();
  }
  return settings.config_file;
}

}  // namespace

Result<ResolvedSettings> resolve_settings(const FlagValues& flags, const Environment& environment,
                                          const ReadFile& read_file) {
  const auto name = find_file_name(flags, environment);
  if (!name) return name.error();
  const auto file = read_layer(*name, read_file);
  if (!file) return file.error();
  ResolvedSettings resolved;
  for (const auto& option : options()) {
    auto setting = find_setting(option, flags, environment, *file);
    if (auto done = apply(setting, resolved.settings); !done) return done.error();
    normalize(setting);
    resolved.effective.push_back(std::move(setting));
  }
  resolved.settings.notices = foreign_notices(resolved.effective, environment);
  return resolved;
}

}  // namespace mailstop::config
