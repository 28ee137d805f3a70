#include "config/foreign_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

std::vector<ForeignSetting> all_settings() {
  std::vector<ForeignSetting> all;
  for (const auto table : {mailpit_settings(), mailhog_settings()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

std::string variable_value(const ForeignSetting& setting, const Environment& environment) {
  return environment(std::string(setting.variable)).value_or("");
}

std::string translated(const ForeignSetting& setting, Text value) {
  return setting.translate ? setting.translate(value) : std::string(value);
}

bool is_foreign(Text variable) {
  const auto all = all_settings();
  return std::any_of(all.begin(), all.end(),
                     [variable](const auto& setting) { return setting.variable == variable; });
}

// Go takes "f" for false, too.
bool is_off(Text value) {
  bool is_on = true;
  const auto word = to_lower_ascii(value);
  return word == "f" || (set_switch(is_on, word) && !is_on);
}

// That it says nothing here, though it was to say something: its other row may.
bool is_without_effect(const ForeignSetting& setting, Text value, std::span<const ForeignSetting> all) {
  if (!setting.has_equivalent()) return true;
  if (is_off(value)) return false;
  return std::none_of(all.begin(), all.end(), [&](const auto& row) {
    return row.variable == setting.variable && !translated(row, value).empty();
  });
}

}  // namespace

std::optional<GivenSetting> find_foreign_setting(const Option& option, const Environment& environment) {
  for (const auto& setting : all_settings()) {
    if (setting.option != option.name) continue;
    const auto value = variable_value(setting, environment);
    const auto text = value.empty() ? std::string() : translated(setting, value);
    if (text.empty()) continue;
    GivenSetting given;
    given.option = &option;
    for (const auto line : split(trim(text), '\n')) given.values.emplace_back(trim(line));
    given.origin = fmt::format("environment {}", setting.variable);
    given.place = setting.variable;
    return given;
  }
  return std::nullopt;
}

std::vector<Notice> foreign_notices(const std::vector<GivenSetting>& effective,
                                    const Environment& environment) {
  std::vector<Notice> notices;
  std::vector<Text> unknown;
  const auto all = all_settings();
  for (const auto& setting : all) {
    const auto value = variable_value(setting, environment);
    if (value.empty() || !is_without_effect(setting, value, all)) continue;
    const bool is_named = !unknown.empty() && unknown.back() == setting.variable;
    if (!is_named) unknown.push_back(setting.variable);
  }
  for (const auto& given : effective) {
    if (!is_foreign(given.place)) continue;
    auto text =
        fmt::format("{} is taken as --{}={}", given.place, given.option->name, fmt::join(given.values, ","));
    notices.push_back({log::Level::info, std::move(text)});
  }
  if (!unknown.empty())
    notices.push_back(
        {log::Level::warning, fmt::format("these variables have no equivalent here and do nothing: {}",
                                          fmt::join(unknown, ", "))});
  return notices;
}

}  // namespace mailstop::config
