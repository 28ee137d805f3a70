#include "app/commands/expect.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/exit_status.hpp"
#include "app/commands/message_line.hpp"
#include "app/commands/run_task.hpp"
#include "app/commands/terminal.hpp"

namespace mailstop::app {
namespace {

constexpr Duration slack{30'000};  // for what the answer takes besides waiting
constexpr unsigned expectation_failed = 417;

std::string within_text(const config::Expect& command) {
  return fmt::format("{}ms", command.within.count());
}

http::Question flat_question(const config::Expect& command) {
  Parameters parameters;
  for (const auto& [name, value] : command.conditions) parameters.emplace_back(name, value);
  if (command.inbox) parameters.emplace_back("inbox", *command.inbox);
  if (command.after) parameters.emplace_back("after", std::to_string(*command.after));
  if (command.count) parameters.emplace_back("count", std::to_string(*command.count));
  if (command.print) parameters.emplace_back("print", *command.print);
  if (command.link_text) parameters.emplace_back("linkText", *command.link_text);
  parameters.emplace_back("within", within_text(command));
  http::Question question;
  question.target = target_of("/v1/expect", parameters);
  return question;
}

Result<http::Question> match_question(const config::Expect& command) {
  auto match = parse_json(*command.match);
  if (!match || !match->is_object())
    return invalid_argument("--match must be a JSON object, such as {\"to\":\"alice@example.test\"}");
  Json body;
  body["match"] = std::move(*match);
  body["within"] = within_text(command);
  if (command.inbox) body["inbox"] = *command.inbox;
  if (command.after) body["after"] = *command.after;
  if (command.count) body["count"] = *command.count;
  http::Question question;
  question.method = http::Method::post;
  question.target = "/v1/expect";
  question.content_type = "application/json";
  question.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return question;
}

int print_passed(const config::Expect& command, const http::Answer& answer) {
  if (command.print) {
    print_bytes(answer.body);
    // $(...) takes it off again, and a person's prompt begins on a line of its own.
    if (!answer.body.ends_with('\n') && !is_terminal(stdout) && command.print != "raw") fmt::print("\n");
    return status_done;
  }
  const auto json = parse_json(answer.body);
  if (!json || !json->contains("messages")) return fail_strange(command.remote);
  if (command.json) {
    fmt::print("{}\n", safe_json(answer.body));
    return status_done;
  }
  std::vector<MessageLine> lines;
  for (const auto& message : list_of(*json, "messages")) lines.push_back(read_message_line(message));
  fmt::print("{}", to_table(lines, terminal_width()));
  return status_done;
}

int print_failed(const config::Expect& command, const http::Answer& answer) {
  if (command.json) {
    fmt::print("{}\n", safe_json(answer.body));
    return status_not_met;
  }
  fmt::print(stderr, "{}\n", safe_text(explanation_of(answer)));
  return status_not_met;
}

}  // namespace

int expect_mail(const config::Expect& command) {
  auto client = open_client(command.remote);
  if (!client) return fail_usage(client.error());
  auto question = command.match ? match_question(command) : flat_question(command);
  if (!question) return fail_usage(question.error());
  question->patience = command.within + slack;
  const auto answer = run_task(client->ask(std::move(*question)));
  if (!answer) return fail_unreachable(answer.error());
  if (answer->status == 200) return print_passed(command, *answer);
  return answer->status == expectation_failed ? print_failed(command, *answer) : fail_answer(*answer);
}

}  // namespace mailstop::app
