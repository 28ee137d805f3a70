#include "config/settings_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/text.hpp"

namespace mailstop::config {
namespace {

std::string_view word_for(toml::node_type type) {
  switch (type) {
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with a point";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

Error wrong_type(const Option& option, std::string_view expected, const toml::node& node) {
  return invalid_argument(
      fmt::format("{} must be {}, it is {}", option.name, expected, word_for(node.type())));
}

Result<std::string> read_text(const Option& option, const toml::node& node, std::string_view expected) {
  if (const auto* text = node.as_string()) return text->get();
  return wrong_type(option, expected, node);
}

Result<std::vector<std::string>> read_list(const Option& option, const toml::node& node) {
  constexpr std::string_view expected = R"(a list of texts in quotes, such as ["a", "b"])";
  std::vector<std::string> values;
  const auto* list = node.as_array();
  if (!list) {
    auto text = read_text(option, node, expected);
    if (!text) return text.error();
    values.push_back(std::move(*text));
    return values;
  }
  if (list->empty())
    return invalid_argument(fmt::format("{} is an empty list: leave it out for the default", option.name));
  for (const auto& item : *list) {
    auto text = read_text(option, item, expected);
    if (!text) return text.error();
    values.push_back(std::move(*text));
  }
  return values;
}

Result<std::vector<std::string>> read_values(const Option& option, const toml::node& node) {
  if (option.arity == Arity::flag) {
    if (const auto* flag = node.as_boolean()) return std::vector<std::string>{flag->get() ? "true" : "false"};
    return wrong_type(option, "true or false", node);
  }
  if (option.arity != Arity::once) return read_list(option, node);
  if (const auto* number = node.as_integer()) return std::vector<std::string>{std::to_string(number->get())};
  auto text = read_text(option, node, "a text in quotes");
  if (!text) return text.error();
  return std::vector<std::string>{std::move(*text)};
}

Result<const Option*> find_option(std::string_view key) {
  if (key == "config") return invalid_argument("config cannot be set here: a file names no other file");
  std::vector<std::string_view> known;
  for (const auto& option : options()) {
    if (option.name == key) return &option;
    known.push_back(option.name);
  }
  const auto near = nearest_word(key, known);
  return invalid_argument(
      near.empty() ? fmt::format("unknown key \"{}\"", escape_controls(key))
                   : fmt::format("unknown key \"{}\"; did you mean {}?", escape_controls(key), near));
}

Result<GivenSetting> read_setting(const toml::key& key, const toml::node& node, const std::string& name) {
  const auto place = fmt::format("{}:{}", name, key.source().begin.line);
  const auto located = [&](const Error& error) {
    return Error{error.code, fmt::format("{}: {}", place, error.message)};
  };
  const auto option = find_option(key.str());
  if (!option) return located(option.error());
  auto values = read_values(**option, node);
  if (!values) return located(values.error());
  return GivenSetting{*option, std::move(*values), place, fmt::format("{}: {}", place, (*option)->name)};
}

// The library sorts by name; who reads of a mistake reads the file from its top.
std::vector<std::pair<const toml::key*, const toml::node*>> in_order(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (auto entry = table.cbegin(); entry != table.cend(); ++entry)
    entries.emplace_back(&entry->first, &entry->second);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.first->source().begin.line < b.first->source().begin.line;
  });
  return entries;
}

std::string quote(const std::string& text) {
  const toml::value<std::string> value(text);
  std::ostringstream out;
  out << toml::toml_formatter(value, toml::format_flags::none);
  return out.str();
}

std::string value_in_toml(const GivenSetting& setting) {
  if (setting.option->arity == Arity::flag) return setting.values.front();
  if (setting.option->arity == Arity::once) return quote(setting.values.front());
  std::string list;
  for (const auto& value : setting.values) list += (list.empty() ? "" : ", ") + quote(value);
  return fmt::format("[{}]", list);
}

}  // namespace

Result<std::string> read_settings_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file && errno == ENOENT) return not_found(fmt::format("there is no file {}", path));
  std::ostringstream text;
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (file.bad() || !text || (!file && !file.eof()))
    return invalid_argument(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  return text.str();
}

Result<std::vector<GivenSetting>> parse_settings_file(std::string_view text, const std::string& name) {
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    return invalid_argument(
        fmt::format("{}:{}: {} (column {})", name, at.line, error.description(), at.column));
  }
  std::vector<GivenSetting> settings;
  for (const auto& [key, node] : in_order(table)) {
    auto setting = read_setting(*key, *node, name);
    if (!setting) return setting.error();
    settings.push_back(std::move(*setting));
  }
  return settings;
}

std::string to_toml(const std::vector<GivenSetting>& settings) {
  std::string text;
  for (const auto& setting : settings) {
    const auto& option = *setting.option;
    text += setting.values.empty()
                ? fmt::format("# {}: {} ({})\n", option.name, option.fallback, setting.origin)
                : fmt::format("{} = {}  # {}\n", option.name, value_in_toml(setting), setting.origin);
  }
  return text;
}

}  // namespace mailstop::config
