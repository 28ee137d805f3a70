#include "config/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace mailstop::config {
namespace {

constexpr std::size_t help_width = 100;
constexpr std::size_t help_column = 30;

// `text` behind what stands on the line already, whose further lines begin at `indent`.
std::string wrap(std::string_view text, std::size_t column, std::size_t indent) {
  std::string wrapped;
  bool is_first = true;
  for (const auto word : split(text, ' ')) {
    if (!is_first && column + 1 + word.size() > help_width) {
      wrapped += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      wrapped += ' ';
      ++column;
    }
    wrapped += word;
    column += word.size();
    is_first = false;
  }
  return wrapped + '\n';
}

std::string help_line(std::string_view name, std::string_view help) {
  auto line = fmt::format("  {}", name);
  if (line.size() + 2 > help_column)
    line += '\n' + std::string(help_column, ' ');
  else
    line.resize(help_column, ' ');
  return line + wrap(help, help_column, help_column);
}

std::string flag_line(const CommandInfo& command, const Flag& flag) {
  const auto facts = flag_facts(command, flag);
  return help_line(flag_usage(flag),
                   facts.empty() ? std::string(flag.help) : fmt::format("{} [{}]", flag.help, facts));
}

std::string help_examples(const CommandInfo& command) {
  std::string text = "\nExamples:\n";
  for (const auto& example : command.examples) {
    if (!example.purpose.empty()) text += fmt::format("  # {}\n", example.purpose);
    text += fmt::format("  {}\n", example.line);
  }
  return text;
}

std::string server_options(const CommandInfo& command) {
  std::string text;
  for (const auto& option : options()) text += flag_line(command, option);
  return text;
}

constexpr std::string_view sources =
    "Every option of the server may also be set by the variable that is named with it, or by its name in "
    "mailstop.toml; a flag wins over its variable, a variable over the file.";
constexpr std::string_view statuses =
    "Exit status: 0 done, 1 not met, not found or cannot start, 2 a mistake on the command line, 69 the "
    "server "
    "is not reachable.";

}  // namespace

std::string flag_usage(const Flag& flag) {
  return flag.value.empty() ? fmt::format("--{}", flag.name) : fmt::format("--{} {}", flag.name, flag.value);
}

std::string flag_facts(const CommandInfo& command, const Flag& flag) {
  const auto variable = variable_of(command, flag);
  std::string facts(flag.fallback);
  if (!variable.empty()) facts += (facts.empty() ? "" : "; ") + variable;
  return facts;
}

std::string command_usage(const CommandInfo& command) {
  const auto operand = command.operand.apply ? fmt::format(" {}", command.operand.value) : std::string();
  if (command.operand.arity == Arity::behind_dashes)
    return fmt::format("mailstop {} [OPTION]... --{}...", command.name, operand);
  if (command.operand.arity == Arity::repeatable)
    return fmt::format("mailstop {}{}... [OPTION]...", command.name, operand);
  return fmt::format("mailstop {}{} [OPTION]...", command.name, operand);
}

std::string command_sentence(const CommandInfo& command) {
  auto sentence = fmt::format("{}.", command.summary);
  sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
  return sentence;
}

std::string command_help(const CommandInfo& command) {
  auto text = fmt::format("usage: {}\n\n{}\n", command_usage(command), command_sentence(command));
  if (!command.description.empty()) text += wrap(command.description, 0, 0);
  text += "\nOptions:\n";
  for (const auto& option : command.options) text += flag_line(command, option);
  if (command.name == "serve") text += server_options(command);
  text += help_line("--help", "print this");
  if (command.takes_settings == TakesSettings::yes && command.name != "serve")
    text += "\nEvery option of `mailstop serve` goes here too.\n";
  text += help_examples(command);
  const bool has_own_statuses = command.name == "sendmail" || command.name == "exec" ||
                                command.name == "check";  // its description tells
  return has_own_statuses ? text : text + '\n' + wrap(statuses, 0, 0);
}

std::string program_help() {
  auto text = wrap(program_summary, 0, 0);
  text += "\nusage: mailstop [serve] [OPTION]...\n       mailstop COMMAND [OPTION]...\n\nCommands:\n";
  for (const auto& command : commands()) text += help_line(command.name, command.summary);
  text +=
      "\n`mailstop COMMAND --help` has the options of a command, and examples.\n\nOptions of the server:\n";
  text += server_options(*find_command("serve"));
  text += help_line("--help", "print this") + help_line("--version", "print the version");
  return text + '\n' + wrap(sources, 0, 0);
}

}  // namespace mailstop::config
