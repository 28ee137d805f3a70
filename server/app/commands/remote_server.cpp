#include "app/commands/remote_server.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/exit_status.hpp"
#include "app/commands/run_task.hpp"
#include "app/commands/terminal.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::app {

std::string target_of(std::string_view path, const Parameters& parameters) {
  std::string target(path);
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    target += fmt::format("{}{}={}", separator, name, http::percent_encode(value));
    separator = '&';
  }
  return target;
}

Parameters parameters_of(const config::Selection& selection) {
  Parameters parameters;
  if (selection.inbox) parameters.emplace_back("inbox", *selection.inbox);
  if (selection.query) parameters.emplace_back("q", *selection.query);
  return parameters;
}

Result<http::Client> open_client(const config::Remote& remote) {
  auto url = http::parse_url(remote.url);
  if (!url) return url.error();
  if (!url->is_secure) return http::Client(std::move(*url), nullptr);
  const auto verify = remote.is_verified ? net::Verify::certificate : net::Verify::nothing;
  auto tls = net::TlsClientContext::make(remote.ca_file, verify);
  if (!tls) return tls.error();
  return http::Client(std::move(*url), std::move(*tls));
}

int fail_usage(const Error& error) {
  fmt::print(stderr, "mailstop: {}\n", error.message);
  return status_usage;
}

int fail_unreachable(const Error& error) {
  std::string_view cure;
  if (error.message.starts_with("nothing listens"))
    cure = ": start `mailstop serve`, or say where it is with --url or MAILSTOP_URL";
  else if (error.message.find("not trusted") != std::string::npos)
    cure = "; name its CA with --ca (`mailstop ca` prints it)";
  fmt::print(stderr, "mailstop: {}{}\n", safe_text(error.message), cure);
  return status_unreachable;
}

std::string explanation_of(const http::Answer& answer) {
  const auto json = parse_json(answer.body);
  const auto message = json && json->contains("error") ? text_of((*json)["error"], "message") : std::string();
  return message.empty() ? fmt::format("the server answered with status {}", answer.status) : message;
}

int fail_answer(const http::Answer& answer) {
  fmt::print(stderr, "mailstop: {}\n", safe_text(explanation_of(answer)));
  // A 404 that does not explain itself is not Mailstop's.
  if (answer.status == 404 && parse_json(answer.body)) return status_not_met;
  return answer.status == 400 ? status_usage : status_unreachable;
}

Fetched fetch(const config::Remote& remote, std::string target) {
  auto client = open_client(remote);
  if (!client) return {{}, fail_usage(client.error())};
  http::Question question;
  question.target = std::move(target);
  auto answer = run_task(client->ask(std::move(question)));
  if (!answer) return {{}, fail_unreachable(answer.error())};
  if (answer->status != 200) return {{}, fail_answer(*answer)};
  return {std::move(*answer), status_done};
}

std::optional<Json> parse_json(const std::string& text) {
  auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

std::string text_of(const Json& object, std::string_view name) {
  const auto found = object.is_object() ? object.find(std::string(name)) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& list_of(const Json& object, std::string_view name) {
  static const Json nothing = Json::array();
  const auto found = object.is_object() ? object.find(std::string(name)) : object.end();
  return found != object.end() && found->is_array() ? *found : nothing;
}

int fail_strange(const config::Remote& remote) {
  fmt::print(stderr, "mailstop: what answers at {} is not Mailstop\n", remote.url);
  return status_unreachable;
}

}  // namespace mailstop::app
