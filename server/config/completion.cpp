#include "config/completion.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/text.hpp"
#include "config/command_table.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

bool names_file(const Flag& flag) {
  return flag.value == "FILE" || flag.value == "PATH";
}

std::string join(const std::vector<Text>& words) {
  std::string joined;
  for (const auto word : words) joined += fmt::format("{}{}", joined.empty() ? "" : " ", word);
  return joined;
}

std::string command_names() {
  std::vector<Text> names;
  for (const auto& command : commands()) names.push_back(command.name);
  return join(names);
}

// What may stand where no option begins.
std::vector<Text> operands_of(const CommandInfo& command) {
  if (!command.operand.apply) return {};
  const auto choices = choices_of(command.operand);
  return command.operand.value == "ID|latest" ? std::vector<Text>{"latest"} : choices;
}

// Every character of `special` behind a backslash, and ' as a shell within '...' wants it.
std::string shell_quote(Text text, Text special) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) != Text::npos) escaped += '\\';
    escaped += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return escaped;
}

std::string bash_case(const CommandInfo& command) {
  std::string flags = "--help";
  std::string values;
  for (const auto* flag : flags_of(command)) {
    flags += fmt::format(" --{}", flag->name);
    if (flag->value.empty()) continue;
    const auto choices = choices_of(*flag);
    const auto reply = names_file(*flag)
                           ? std::string("COMPREPLY=($(compgen -f -- \"$current\"))")
                           : fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$current\"))", join(choices));
    values += fmt::format("        --{}) {}; return ;;\n", flag->name, reply);
  }
  return fmt::format(
      "    {})\n      case $previous in\n{}        *) ;;\n      esac\n      flags='{}'\n      words='{}'{} "
      ";;\n",
      command.name, values, flags, join(operands_of(command)),
      names_file(command.operand) ? " files=yes" : "");
}

// bash parts words at = too: "--auth=r" comes as three of them.
constexpr Text bash_frame = R"(# bash completion for mailstop; made by `mailstop completion bash`
_mailstop() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=serve flags words files=
  COMPREPLY=()
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${{COMP_WORDS[COMP_CWORD-2]}}; fi
  if (( COMP_CWORD > 1 )) && [[ " {0} " == *" ${{COMP_WORDS[1]}} "* ]]; then command=${{COMP_WORDS[1]}}; fi
  case $command in
{1}  esac
  if (( COMP_CWORD == 1 )); then words='{0}'; flags+=' --version'; fi
  if [[ $current == -* ]]; then words=$flags; fi
  if [[ $files && $current != -* ]]; then COMPREPLY=($(compgen -f -- "$current")); return; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -F _mailstop mailstop
)";

std::string bash_script() {
  std::string cases;
  for (const auto& command : commands()) cases += bash_case(command);
  return fmt::format(fmt::runtime(bash_frame), command_names(), cases);
}

std::string zsh_action(const Flag& flag) {
  if (flag.value.empty()) return {};
  if (names_file(flag)) return fmt::format(":{}:_files", shell_quote(flag.value, ":\\"));
  const auto choices = choices_of(flag);
  return choices.empty() ? fmt::format(":{}: ", shell_quote(flag.value, ":\\"))
                         : fmt::format(":{}:({})", flag.name, join(choices));
}

std::string zsh_case(const CommandInfo& command) {
  auto text = fmt::format("    {})\n      _arguments -s '--help[print help]'", command.name);
  for (const auto* flag : flags_of(command)) {
    const bool repeats = flag->arity == Arity::repeatable || flag->arity == Arity::repeatable_lines;
    text += fmt::format(" \\\n        '{}--{}{}[{}]{}'", repeats ? "*" : "", flag->name,
                        flag->value.empty() ? "" : "=", shell_quote(flag->help, "[]:\\"), zsh_action(*flag));
  }
  const auto operands = operands_of(command);
  if (!operands.empty())
    text += fmt::format(" \\\n        '1:{}:({})'", command.operand.name, join(operands));
  if (names_file(command.operand)) text += fmt::format(" \\\n        '*:{}:_files'", command.operand.name);
  return text + " ;;\n";
}

constexpr Text zsh_frame = R"(#compdef mailstop
# zsh completion for mailstop; made by `mailstop completion zsh`
_mailstop() {{
  local command=serve
  local -a commands=(
{0}  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    return
  fi
  if [[ " {1} " == *" $words[2] "* ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  fi
  case $command in
{2}  esac
}}
if [[ $funcstack[1] == _mailstop ]]; then _mailstop "$@"; else compdef _mailstop mailstop; fi
)";

std::string zsh_script() {
  std::string described;
  std::string cases;
  for (const auto& command : commands()) {
    described += fmt::format("    '{}:{}'\n", command.name, shell_quote(command.summary, ":\\"));
    cases += zsh_case(command);
  }
  return fmt::format(fmt::runtime(zsh_frame), described, command_names(), cases);
}

std::string fish_flag(const CommandInfo& command, const Flag& flag) {
  // The options of the server are those of no command, too.
  const auto condition =
      command.name == "serve"
          ? fmt::format("not __fish_seen_subcommand_from {}; or __fish_seen_subcommand_from serve",
                        command_names())
          : fmt::format("__fish_seen_subcommand_from {}", command.name);
  auto line = fmt::format("complete -c mailstop -n '{}' -l {}", condition, flag.name);
  const auto choices = choices_of(flag);
  if (names_file(flag))
    line += " -r -F";
  else if (!choices.empty())
    line += fmt::format(" -x -a '{}'", join(choices));
  else if (!flag.value.empty())
    line += " -x";
  std::string help;
  for (const char c : flag.help) help += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return line + fmt::format(" -d '{}'\n", help);
}

std::string fish_script() {
  std::string text =
      "# fish completion for mailstop; made by `mailstop completion fish`\ncomplete -c mailstop -f\n";
  text += "complete -c mailstop -l help -d 'print help'\n";
  for (const auto& command : commands()) {
    text += fmt::format("complete -c mailstop -n __fish_use_subcommand -a {} -d '{}'\n", command.name,
                        shell_quote(command.summary, ""));
    const auto operands = operands_of(command);
    if (!operands.empty())
      text += fmt::format("complete -c mailstop -n '__fish_seen_subcommand_from {}' -a '{}'\n", command.name,
                          join(operands));
    if (names_file(command.operand))
      text += fmt::format("complete -c mailstop -n '__fish_seen_subcommand_from {}' -F\n", command.name);
    for (const auto* flag : flags_of(command)) text += fish_flag(command, *flag);
  }
  return text;
}

}  // namespace

Result<std::string> completion_script(Text shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  if (shell == "fish") return fish_script();
  return invalid_argument(fmt::format("\"{}\" is none of bash, zsh, fish", escape_controls(shell)));
}

}  // namespace mailstop::config
