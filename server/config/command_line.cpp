#include "config/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "base/version.hpp"
#include "config/command_table.hpp"
#include "config/exec_command.hpp"
#include "config/help.hpp"

namespace mailstop::config {
namespace {

using Arguments = std::vector<std::string>;

Finish mistake(const std::string& text, std::string_view command = {}) {
  constexpr int usage_status = 2;
  const auto help = command.empty() ? std::string("mailstop") : fmt::format("mailstop {}", command);
  return {usage_status, fmt::format("mailstop: {}\nRun `{} --help` for what can be said.\n", text, help)};
}

void declare(CLI::App& app, const Flag& flag, FlagValues& values) {
  const auto name = fmt::format("--{}", flag.name);
  auto& list = values[flag.name];
  if (flag.arity == Arity::flag) {
    app.add_flag_function(name,
                          [&list](std::int64_t count) { list.assign(1, count > 0 ? "true" : "false"); });
    return;
  }
  auto* declared = app.add_option(name, list)->type_name(std::string(flag.value))->allow_extra_args(false);
  if (flag.arity == Arity::once) declared->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void declare_operand(CLI::App& app, const CommandInfo& command, FlagValues& values) {
  if (!command.operand.apply || command.operand.arity == Arity::behind_dashes) return;
  auto* declared = app.add_option(std::string(command.operand.name), values[command.operand.name]);
  if (command.operand.arity == Arity::once) declared->expected(1);
}

// The flag's name of "--name" or "--name=value"; "" for anything else.
std::string_view flag_name(std::string_view argument) {
  if (!argument.starts_with("--")) return {};
  return argument.substr(2, argument.find('=') == argument.npos ? argument.npos : argument.find('=') - 2);
}

// CLI11's text for an unknown flag only repeats it; a near one is more help.
std::string explain_unknown(const CLI::ParseError& error, const CommandInfo& command,
                            const Arguments& arguments) {
  std::vector<std::string_view> known;
  for (const auto* flag : flags_of(command)) known.push_back(flag->name);
  for (const auto& argument : arguments) {
    const auto name = flag_name(argument);
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = nearest_word(name, known);
    return near.empty() ? fmt::format("unknown option --{}", name)
                        : fmt::format("unknown option --{}; did you mean --{}?", name, near);
  }
  if (command.operand.arity == Arity::behind_dashes)
    return fmt::format("{}; the {} stands behind --", error.what(), command.operand.help);
  return error.what();
}

// A value may begin with a dash, as `--q -subject:spam` does; CLI11 takes it for an option of its own.
Arguments join_dashed_values(const CommandInfo& command, const Arguments& arguments) {
  Arguments joined;
  for (const auto& argument : arguments) {
    const bool is_dashed = argument.size() > 1 && argument[0] == '-' && argument[1] != '-';
    const auto before = joined.empty() ? std::string_view() : std::string_view(joined.back());
    const auto flags = flags_of(command);
    const bool takes_value =
        is_dashed && std::any_of(flags.begin(), flags.end(), [before](const Flag* flag) {
          return !flag->value.empty() && before.starts_with("--") && before.substr(2) == flag->name;
        });
    if (takes_value)
      joined.back() += '=' + argument;
    else
      joined.push_back(argument);
  }
  return joined;
}

// What stands behind `--` may be the operand, and none of ours.
Arguments take_words_behind_dashes(const CommandInfo& command, const Arguments& arguments,
                                   FlagValues& values) {
  if (command.operand.arity != Arity::behind_dashes) return arguments;
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  if (dashes != arguments.end()) values[command.operand.name].assign(dashes + 1, arguments.end());
  return {arguments.begin(), dashes};
}

std::optional<Finish> read_flags(const CommandInfo& command, const Arguments& arguments, FlagValues& values) {
  CLI::App app("", "mailstop");
  for (const auto* flag : flags_of(command)) declare(app, *flag, values);
  declare_operand(app, command, values);
  const auto joined = join_dashed_values(command, take_words_behind_dashes(command, arguments, values));
  try {
    app.parse(Arguments(joined.rbegin(), joined.rend()));
  } catch (const CLI::CallForHelp&) {
    return Finish{0, command_help(command)};
  } catch (const CLI::ExtrasError& error) {
    return mistake(explain_unknown(error, command, joined), command.name);
  } catch (const CLI::ParseError& error) {
    return mistake(error.what(), command.name);
  }
  return std::nullopt;
}

Result<void> apply_option(const CommandOption& option, const FlagValues& values,
                          const Environment& environment, Command& made) {
  auto given = values.find(option.name) == values.end() ? Arguments() : values.at(option.name);
  std::string place = fmt::format("--{}", option.name);
  if (given.empty() && !option.variable.empty()) {
    place = option.variable;
    if (const auto text = environment(place); text && !text->empty()) given.push_back(*text);
  }
  for (const auto& value : given) {
    if (option.arity == Arity::flag && value == "false") continue;
    if (auto done = option.apply(made, value); !done)
      return Error{done.error().code, fmt::format("{}: {}", place, done.error().message)};
  }
  return {};
}

struct TakeSettings {
  ResolvedSettings& resolved;

  void operator()(Exec& command) const { command.settings = to_exec_settings(std::move(resolved)); }
  void operator()(PrintConfig& command) const { command.effective = std::move(resolved.effective); }
  template <class Any>
  void operator()(Any& command) const {
    if constexpr (requires { command.settings; }) command.settings = std::move(resolved.settings);
  }
};

Result<void> fill(const CommandInfo& command, const FlagValues& values, const Environment& environment,
                  const ReadFile& read_file, Command& made) {
  for (const auto& option : command.options) {
    if (auto done = apply_option(option, values, environment, made); !done) return done;
  }
  if (const auto operand = values.find(command.operand.name);
      command.operand.apply && operand != values.end()) {
    for (const auto& word : operand->second) {
      if (auto done = command.operand.apply(made, word); !done) return done;
    }
  }
  if (command.takes_settings == TakesSettings::yes) {
    auto resolved = resolve_settings(values, environment, read_file);
    if (!resolved) return resolved.error();
    std::visit(TakeSettings{*resolved}, made);
  }
  return command.check ? command.check(made) : Result<void>();
}

std::string unknown_command(std::string_view word) {
  std::vector<std::string_view> known;
  for (const auto& command : commands()) known.push_back(command.name);
  const auto near = nearest_word(word, known);
  return near.empty() ? fmt::format("unknown command \"{}\"", escape_controls(word))
                      : fmt::format("unknown command \"{}\"; did you mean {}?", escape_controls(word), near);
}

}  // namespace

Command parse_command_line(const Arguments& arguments, const Environment& environment,
                           const ReadFile& read_file) {
  const bool is_named = !arguments.empty() && !arguments.front().starts_with('-');
  const std::string first = arguments.empty() ? "" : arguments.front();
  if (first == "--help" || first == "-h") return Finish{0, program_help()};
  if (first == "--version") return Finish{0, fmt::format("mailstop {}\n", version)};
  const auto* command = find_command(is_named ? first : "serve");
  if (!command) return mistake(unknown_command(first));

  const Arguments own(arguments.begin() + (is_named ? 1 : 0), arguments.end());
  if (command->read && std::find(own.begin(), own.end(), "--help") == own.end())
    return command->read(own, environment);
  FlagValues values;
  if (auto finish = read_flags(*command, own, values)) return *finish;
  auto made = command->make();
  if (auto done = fill(*command, values, environment, read_file, made); !done)
    return mistake(done.error().message, command->name);
  return made;
}

Arguments arguments_named_by(std::string_view program) {
  const auto name = program.substr(program.rfind('/') + 1);
  if (name == "sendmail") return {"sendmail"};
  if (name == "catchmail" || name == "mhsendmail") return {"sendmail", "-i"};
  return {};
}

}  // namespace mailstop::config
