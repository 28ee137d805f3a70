#include "app/commands/exec.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "app/application.hpp"
#include "app/commands/child_process.hpp"
#include "app/commands/exec_artifacts.hpp"
#include "app/commands/exec_expectations.hpp"
#include "app/commands/exit_status.hpp"
#include "app/commands/failure.hpp"
#include "app/commands/junit_report.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/run_task.hpp"
#include "app/commands/signal_watch.hpp"
#include "app/commands/terminal.hpp"
#include "base/log.hpp"
#include "config/placeholder_text.hpp"

namespace mailstop::app {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds longest_settling{1};

net::Endpoint reachable_endpoint(const Addresses& addresses) {
  for (const auto& text : addresses.smtp) {
    auto endpoint = net::parse_endpoint(text);
    if (!endpoint || !endpoint->path.empty()) continue;
    endpoint->host = reachable_host(endpoint->host);
    return *endpoint;
  }
  throw std::logic_error("exec has no SMTP port");
}

config::PlaceholderValues values_of(const Addresses& addresses) {
  const auto smtp = reachable_endpoint(addresses);
  return {smtp.host, std::to_string(smtp.port), addresses.http.front()};
}

Variables variables_for(const config::Exec& command, const Addresses& addresses) {
  const auto values = values_of(addresses);
  const auto smtp_url = fmt::format("smtp://{}", net::to_text(reachable_endpoint(addresses)));
  Variables variables;
  variables.emplace_back("MAILSTOP_URL", values.url);
  for (const auto* prefix : {"MAILSTOP_SMTP", "SMTP", "MAIL"}) {
    variables.emplace_back(fmt::format("{}_HOST", prefix), values.smtp_host);
    variables.emplace_back(fmt::format("{}_PORT", prefix), values.smtp_port);
  }
  variables.emplace_back("MAILER_DSN", smtp_url);
  variables.emplace_back("SMTP_URL", smtp_url);
  for (const auto& [name, text] : command.variables) {
    std::erase_if(variables, [wanted = name](const auto& variable) { return variable.first == wanted; });
    variables.emplace_back(name, *config::fill_placeholders(text, values));
  }
  return variables;
}

std::string command_text(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    const bool is_plain = !word.empty() && word.find_first_of(" \t\n\"'\\$`&|;<>()*?") == std::string::npos;
    text += fmt::format("{}{}", text.empty() ? "" : " ", is_plain ? word : '\'' + word + '\'');
  }
  return text;
}

class ExecRun {
 public:
  ExecRun(const config::Exec& command, Application& application, SignalWatch& signals, http::Client client,
          const std::vector<int>& inherited)
      : command_(command),
        application_(application),
        signals_(signals),
        client_(std::move(client)),
        inherited_(inherited) {
    outcome_.command = command_text(command.command);
    outcome_.started_at = SystemClock().now();
  }

  Task<int> run() {
    const auto status = co_await run_all();
    co_await application_.stop();
    co_return status;
  }

 private:
  Task<int> run_all() {
    for (const auto& filters : command_.expectations) {
      const auto checked = co_await check_filters(client_, filters);
      if (!checked) {
        fmt::print(stderr, "mailstop: --expect \"{}\": {}\n", safe_line(filters),
                   safe_text(checked.error().message));
        co_return status_usage;
      }
    }
    co_await run_child();
    const bool is_inspected = !command_.expectations.empty() || !command_.artifacts_folder.empty();
    if (is_inspected) co_await settle();
    bool is_met = true;
    for (const auto& filters : command_.expectations) {
      auto checked = co_await check_expectation(client_, filters);
      if (!checked.explanation.empty()) {
        is_met = false;
        fmt::print(stderr, "mailstop: --expect \"{}\":\n{}\n", safe_line(filters),
                   safe_text(checked.explanation));
      }
      outcome_.expectations.push_back(std::move(checked));
    }
    const bool is_kept = co_await keep_reports();
    co_return outcome_.status == 0 && !(is_met && is_kept) ? status_not_met : outcome_.status;
  }

  Task<> run_child() {
    close_on_exec_except(inherited_);
    const auto begin = Steady::now();
    const auto child = spawn_child(command_.command, variables_for(command_, application_.addresses()),
                                   signals_.mask_before());
    if (child.pid < 0 || child.error != 0) {
      fmt::print(stderr, "mailstop: {}: {}\n", safe_line(command_.command.front()),
                 std::strerror(child.error));
      outcome_.status = exit_status_of_error(child.error);
      co_return;
    }
    outcome_.status = co_await wait_for(child.pid);
    signals_.release();  // what follows may be long, and nobody reads them any more
    outcome_.took = std::chrono::duration_cast<Duration>(Steady::now() - begin);
  }

  Task<int> wait_for(pid_t child) {
    for (;;) {
      const auto signal = co_await signals_.next();
      int status = 0;
      if (signal.number != SIGCHLD)
        pass_on(signal, child);
      else if (::waitpid(child, &status, WNOHANG) == child)
        co_return exit_status_of(status);
    }
  }

  // Ctrl-C has reached the child already unless it left our process group.
  static void pass_on(const ReceivedSignal& signal, pid_t child) {
    if (!signal.is_from_terminal || ::getpgid(child) != ::getpgrp()) ::kill(child, signal.number);
  }

  // A client that has gone without a word leaves a session that ends a moment after the command. What the
  // command left running may keep one open for good.
  Task<> settle() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    const auto end = Steady::now() + longest_settling;
    while (Steady::now() < end) {
      http::Question question;
      question.target = "/v1/sessions?live=true";
      const auto answer = co_await client_.ask(std::move(question));
      const auto json = answer ? parse_json(answer->body) : std::nullopt;
      if (!json || list_of(*json, "sessions").empty()) co_return;
      timer.expires_after(std::chrono::milliseconds(10));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }

  // False when something could not be written, which was said.
  Task<bool> keep_reports() {
    bool is_kept = true;
    if (!command_.artifacts_folder.empty()) {
      const auto kept = co_await keep_artifacts(client_, command_.artifacts_folder, outcome_);
      is_kept = kept.has_value() || fail(kept.error()) == 0;
    }
    if (command_.junit_file.empty()) co_return is_kept;
    const auto written = write_output(command_.junit_file, junit_report(outcome_));
    co_return written.has_value() ? is_kept : fail(written.error()) == 0;
  }

  const config::Exec& command_;
  Application& application_;
  SignalWatch& signals_;
  const http::Client client_;
  const std::vector<int>& inherited_;
  ExecOutcome outcome_;
};

Result<http::Client> client_of(const Addresses& addresses) {
  config::Remote self;
  self.url = addresses.http.front();
  self.is_verified = false;  // it is this process
  return open_client(self);
}

Result<void> prepare_outputs(const config::Exec& command) {
  if (!command.artifacts_folder.empty()) {
    if (auto made = make_artifacts_folder(command.artifacts_folder); !made) return made;
  }
  return command.junit_file.empty() ? Result<void>() : write_output(command.junit_file, "");
}

}  // namespace

int exec_command(config::Exec command) {
  const auto inherited = open_descriptors();
  log::set_level(command.settings.log_level);
  std::signal(SIGPIPE, SIG_IGN);
  if (auto prepared = prepare_outputs(command); !prepared) return fail(prepared.error());
  asio::io_context context(1);
  SignalWatch signals(context);
  const auto ready_file = command.settings.ready_file;
  auto application = Application::open(context, std::move(command.settings));
  if (!application) return fail(application.error());
  auto client = client_of((*application)->addresses());
  if (!client) return fail(client.error());
  (*application)->start();
  if (!ready_file.empty()) {
    auto written = write_atomically(ready_file, ready_json((*application)->addresses()));
    if (!written) return fail(written.error());
  }
  ExecRun run(command, **application, signals, std::move(*client), inherited);
  return run_task(context, run.run());
}

}  // namespace mailstop::app
