#include "config/mailpit_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "config/command_line.hpp"
#include "config/foreign_settings.hpp"
#include "config/mailpit_tags.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;
using Arguments = std::vector<std::string>;

struct Flagged {
  const ForeignSetting* setting = nullptr;
  std::optional<std::string> value;  // behind an equals sign, or joined to its letter
};

// "--max=500", "--max", "-m500", "-m"
Flagged find_flag(Text argument) {
  const bool is_long = argument.starts_with("--");
  const auto equals = argument.find('=');
  const auto name = is_long ? argument.substr(2, equals == Text::npos ? Text::npos : equals - 2) : Text();
  for (const auto& setting : mailpit_settings()) {
    const bool is_named = is_long && !name.empty() && setting.flag == name;
    const bool is_lettered = !is_long && argument.size() > 1 && setting.letter != 0 &&
                             argument.front() == '-' && argument[1] == setting.letter;
    if (!is_named && !is_lettered) continue;
    Flagged found;
    found.setting = &setting;
    if (is_named && equals != Text::npos) found.value = argument.substr(equals + 1);
    if (is_lettered && argument.size() > 2) found.value = argument.substr(argument[2] == '=' ? 3 : 2);
    return found;
  }
  return {};
}

Finish mailpit_mistake(Text text) {
  constexpr int usage_status = 2;
  return {usage_status,
          fmt::format("mailstop mailpit: {}\nRun `mailstop mailpit --help` for what can be said.\n", text)};
}

// The options of `serve` that mean the same, and the flags that mean nothing here.
struct Translation {
  Arguments options;
  std::vector<std::string> ignored;
};

void add_options(Text variable, const std::string& given, Arguments& options) {
  for (const auto& setting : mailpit_settings()) {
    if (setting.variable != variable || !setting.sets_option()) continue;
    const auto value = setting.translate ? setting.translate(given) : given;
    if (value.empty()) continue;
    for (const auto line : split(value, '\n'))
      options.push_back(fmt::format("--{}={}", setting.option, line));
  }
}

Result<Translation> translate_arguments(const Arguments& arguments) {
  Translation result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto flag = find_flag(arguments[i]);
    if (!flag.setting)
      return invalid_argument(fmt::format("\"{}\" is no flag of Mailpit", escape_controls(arguments[i])));
    const auto& setting = *flag.setting;
    if (!flag.value && setting.takes_value) {
      if (++i == arguments.size())
        return invalid_argument(fmt::format("\"{}\" wants a value", arguments[i - 1]));
      flag.value = arguments[i];
    }
    if (!setting.has_equivalent()) result.ignored.push_back(fmt::format("--{}", setting.flag));
    add_options(setting.variable, flag.value.value_or("true"), result.options);
  }
  return result;
}

bool is_said(const Arguments& options, Text option, const Environment& environment,
             std::initializer_list<const char*> variables) {
  const auto is_it = [option](const std::string& given) { return given.starts_with(option); };
  const auto is_set = [&](const char* name) { return !environment(name).value_or("").empty(); };
  return std::any_of(options.begin(), options.end(), is_it) ||
         std::any_of(variables.begin(), variables.end(), is_set);
}

}  // namespace

Command parse_mailpit_arguments(const Arguments& arguments, const Environment& environment) {
  auto translation = translate_arguments(arguments);
  if (!translation) return mailpit_mistake(translation.error().message);
  auto& options = translation->options;
  if (!is_said(options, "--database=", environment, {"MAILSTOP_DATABASE", "MP_DATABASE"}))
    options.push_back("--ephemeral");
  if (!is_said(options, "--tags-from=", environment, {"MAILSTOP_TAGS_FROM", "MP_TAGS_DISABLE"}))
    options.push_back(fmt::format("--tags-from={}", mailpit_tag_keys("")));
  options.insert(options.begin(), "serve");
  auto command = parse_command_line(options, environment);
  if (auto* const serve = std::get_if<Serve>(&command); serve && !translation->ignored.empty())
    serve->settings.notices.push_back(
        {log::Level::warning, fmt::format("these flags have no equivalent here and do nothing: {}",
                                          fmt::join(translation->ignored, ", "))});
  return command;
}

CommandInfo mailpit_command() {
  return {"mailpit",
          "run the server with Mailpit's command line",
          "Takes the flags of Mailpit (--smtp, --listen, --max, --database, ...) and its MP_* variables, and "
          "does "
          "what `mailstop serve` does with the options that mean the same; the log names those that mean "
          "nothing here. Without a database nothing is kept.",
          TakesSettings::no,
          no_operand,
          {},
          {{"instead of mailpit in a script or an image",
            "mailstop mailpit --smtp 0.0.0.0:1025 --listen 0.0.0.0:8025 --max 500"}},
          []() -> Command { return Serve{}; },
          nullptr,
          parse_mailpit_arguments};
}

}  // namespace mailstop::config
