#include "config/exec_command.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "config/placeholder_text.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;
using listeners::PortKind;

constexpr std::pair<Text, PortKind> port_options[] = {{"smtp", PortKind::smtp},
                                                      {"smtps", PortKind::smtps},
                                                      {"submission", PortKind::submission},
                                                      {"lmtp", PortKind::lmtp}};

Exec& exec_of(Command& command) {
  return std::get<Exec>(command);
}

bool is_name_of_variable(Text name) {
  const auto fits = [](char c) {
    return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !name.empty() && !is_digit(name.front()) && std::all_of(name.begin(), name.end(), fits);
}

Result<void> add_variable(Command& command, Text value) {
  const auto sign = value.find('=');
  const auto name = value.substr(0, sign);
  if (sign == Text::npos || !is_name_of_variable(name))
    return invalid_argument("write NAME=TEXT, such as APP_SMTP=smtp://{smtp_host}:{smtp_port}");
  const auto text = value.substr(sign + 1);
  if (auto filled = fill_placeholders(text, {}); !filled) return filled.error();
  exec_of(command).variables.emplace_back(name, text);
  return {};
}

Result<void> add_expectation(Command& command, Text value) {
  if (trim(value).empty()) return invalid_argument("the text is empty and would match everything");
  exec_of(command).expectations.emplace_back(value);
  return {};
}

Result<void> check_exec(const Command& command) {
  if (!std::get<Exec>(command).command.empty()) return {};
  return invalid_argument("say the command behind --, as in mailstop exec -- npm test");
}

Text origin_of(const ResolvedSettings& resolved, Text name) {
  const auto found = std::find_if(resolved.effective.begin(), resolved.effective.end(),
                                  [name](const auto& setting) { return setting.option->name == name; });
  return found == resolved.effective.end() ? Text() : Text(found->origin);
}

bool is_flag(const ResolvedSettings& resolved, Text name) {
  return origin_of(resolved, name) == "flag";
}

bool is_default(const ResolvedSettings& resolved, Text name) {
  return origin_of(resolved, name) == "default";
}

}  // namespace

Settings to_exec_settings(ResolvedSettings resolved) {
  auto& settings = resolved.settings;
  auto& ports = settings.smtp.ports;
  for (const auto& [name, kind] : port_options) {
    if (is_flag(resolved, name)) continue;
    std::erase_if(ports, [wanted = kind](const auto& port) { return port.kind == wanted; });
  }
  const auto is_for_the_command = [](const auto& port) {
    return port.kind == PortKind::smtp && port.endpoint.path.empty();
  };
  if (std::none_of(ports.begin(), ports.end(), is_for_the_command))
    ports.push_back({PortKind::smtp, {"127.0.0.1", 0}});
  if (!is_flag(resolved, "http")) settings.http.listen.assign(1, {"127.0.0.1", 0});
  if (!is_flag(resolved, "ready-file")) settings.ready_file.clear();
  if (!is_flag(resolved, "public-url")) settings.http.public_url.clear();
  settings.store.ephemeral = true;
  settings.store.path.clear();
  if (is_default(resolved, "log-level")) settings.log_level = log::Level::warning;
  return std::move(settings);
}

CommandInfo exec_command() {
  return {
      "exec",
      "run a command, such as a test suite, with a server of its own",
      "Starts a server on free ports that keeps nothing on disk, runs the command with MAILSTOP_URL, "
      "MAILSTOP_SMTP_HOST, MAILSTOP_SMTP_PORT, SMTP_HOST, SMTP_PORT, MAIL_HOST, MAIL_PORT, MAILER_DSN and "
      "SMTP_URL set to it, passes SIGINT, SIGTERM and SIGHUP on, and ends with the exit status of the "
      "command: 128 and the number of the signal that ended it, 127 when it is not found, 126 when it cannot "
      "be run. A failed --expect makes it 1 when the command itself succeeded.",
      TakesSettings::yes,
      {{"COMMAND", "COMMAND", Arity::behind_dashes, "", "command and its arguments"},
       [](Command& c, Text word) -> Result<void> {
         exec_of(c).command.emplace_back(word);
         return {};
       }},
      {{{"env", "NAME=TEXT", Arity::repeatable, "",
         "set this variable too; {smtp_host}, {smtp_port} and {url} in it are those of the server"},
        add_variable},
       {{"expect", "FILTERS", Arity::repeatable, "",
         "when the command has ended, this must hold: filters as in the query of GET /v1/expect, such as "
         "\"to=alice@example.test&subject=Welcome&count=1\"; within=2s waits for it"},
        add_expectation},
       {{"artifacts", "DIR", Arity::once, "none",
         "keep every mail, every failed SMTP session and report.html in this folder"},
        [](Command& c, Text v) -> Result<void> {
          exec_of(c).artifacts_folder = v;
          return {};
        }},
       {{"junit", "FILE", Arity::once, "none",
         "write a JUnit report: a case for the command and one for each expectation"},
        [](Command& c, Text v) -> Result<void> {
          exec_of(c).junit_file = v;
          return {};
        }}},
      {{"a test suite", "mailstop exec -- npm test"},
       {"a program with settings of its own names",
        "mailstop exec --env APP_MAIL=smtp://{smtp_host}:{smtp_port} -- ./run-tests"},
       {"in CI, with what is left of it",
        "mailstop exec --artifacts mail --junit mail.xml --expect \"to=alice@example.test&count=1\" -- "
        "pytest"}},
      []() -> Command { return Exec{}; },
      check_exec};
}

}  // namespace mailstop::config
