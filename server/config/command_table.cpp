#include "config/command_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/version.hpp"
#include "config/archive_commands.hpp"
#include "config/client_commands.hpp"
#include "config/completion.hpp"
#include "config/exec_command.hpp"
#include "config/mailpit_command.hpp"
#include "config/manual.hpp"
#include "config/sending_commands.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

CommandInfo serve_command() {
  return {"serve",
          "run the server; what `mailstop` alone does",
          "Accepts mail, shows it and answers requests until SIGINT or SIGTERM. Ends with 0 then, and with 1 "
          "when it cannot start.",
          TakesSettings::yes,
          no_operand,
          {},
          {{"SMTP on 127.0.0.1:1025, inbox and API on http://127.0.0.1:8025", "mailstop serve"},
           {"for a test run: free ports, nothing kept",
            "mailstop serve --ephemeral --smtp 127.0.0.1:0 --http 127.0.0.1:0 --ready-file ready.json"}},
          []() -> Command { return Serve{}; }};
}

CommandInfo ca_command() {
  return {"ca",
          "print the CA of --tls=auto, or how to trust it",
          "The certificate of the local CA that signs the server's own; it is made when it is missing.",
          TakesSettings::yes,
          no_operand,
          {{{"install-hint", "", Arity::flag, "", "print how to make programs trust the CA"},
            [](Command& c, Text) -> Result<void> {
              std::get<PrintCa>(c).install_hint = true;
              return {};
            }}},
          {{"for programs that are told whom to trust", "mailstop ca > ca.pem"},
           {"what to type for curl, Python, Java and others", "mailstop ca --install-hint"}},
          []() -> Command { return PrintCa{}; }};
}

CommandInfo config_command() {
  return {
      "config",
      "print the settings and where each comes from",
      "Reads flags, environment and file as `mailstop serve` does, and starts nothing. What it prints may "
      "be kept as mailstop.toml.",
      TakesSettings::yes,
      no_operand,
      {{{"json", "", Arity::flag, "", "print JSON: name, values and origin of every option"},
        [](Command& c, Text) -> Result<void> {
          std::get<PrintConfig>(c).json = true;
          return {};
        }}},
      {{"what would the server do here?", "mailstop config"},
       {"keep what was tried with flags", "mailstop config --auth=required --tls=auto > mailstop.toml"}},
      []() -> Command { return PrintConfig{}; }};
}

CommandInfo version_command() {
  return {"version",
          "print the version",
          "",
          TakesSettings::no,
          no_operand,
          {{{"json", "", Arity::flag, "", "print JSON"},
            [](Command& c, Text) -> Result<void> {
              std::get<Finish>(c).text = fmt::format("{{\"version\":\"{}\"}}\n", version);
              return {};
            }}},
          {{"", "mailstop version"}},
          []() -> Command {
            return Finish{0, fmt::format("mailstop {}\n", version)};
          }};
}

CommandInfo completion_command() {
  return {"completion",
          "print the tab completion for a shell",
          "",
          TakesSettings::no,
          {{"SHELL", "bash|zsh|fish", Arity::once, "", "the shell"},
           [](Command& c, Text shell) -> Result<void> {
             auto script = completion_script(shell);
             if (!script) return script.error();
             std::get<Finish>(c).text = std::move(*script);
             return {};
           }},
          {},
          {{"bash, for this session", "source <(mailstop completion bash)"},
           {"zsh, for good, in a folder of $fpath", "mailstop completion zsh > ~/.zsh/completions/_mailstop"},
           {"fish, for good", "mailstop completion fish > ~/.config/fish/completions/mailstop.fish"}},
          []() -> Command { return Finish{}; },
          [](const Command& c) -> Result<void> {
            if (!std::get<Finish>(c).text.empty()) return {};
            return invalid_argument("say which shell: bash, zsh or fish");
          }};
}

CommandInfo man_command() {
  return {"man",
          "print the manual page",
          "In the language of man(1), for a pager or a file.",
          TakesSettings::no,
          no_operand,
          {},
          {{"read it", "mailstop man | man -l -"},
           {"install it", "mailstop man > /usr/local/share/man/man1/mailstop.1"}},
          []() -> Command {
            return Finish{0, manual_page()};
          }};
}

bool is_word(Text text) {
  const auto fits = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace

std::span<const CommandInfo> commands() {
  static const std::vector<CommandInfo> all = {
      serve_command(),  expect_command(), exec_command(),       list_command(),     show_command(),
      tail_command(),   ready_command(),  send_command(),       sendmail_command(), mailpit_command(),
      ingest_command(), export_command(), check_command(),      backup_command(),   ca_command(),
      config_command(), man_command(),    completion_command(), version_command()};
  return all;
}

const CommandInfo* find_command(Text name) {
  const auto all = commands();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const CommandInfo& info) { return info.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<const Flag*> flags_of(const CommandInfo& command) {
  std::vector<const Flag*> flags;
  for (const auto& option : command.options) flags.push_back(&option);
  if (command.takes_settings == TakesSettings::no) return flags;
  for (const auto& option : options()) flags.push_back(&option);
  return flags;
}

std::vector<Text> choices_of(const Flag& flag) {
  if (flag.value.find('|') == Text::npos) return {};
  auto words = split(flag.value, '|');
  if (!std::all_of(words.begin(), words.end(), is_word)) return {};
  return words;
}

std::string variable_of(const CommandInfo& command, const Flag& flag) {
  for (const auto& option : command.options) {
    if (&option == &flag) return std::string(option.variable);
  }
  return environment_name(flag);
}

}  // namespace mailstop::config
