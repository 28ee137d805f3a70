#include "app/commands/exec_expectations.hpp"

#include <fmt/format.h>

#include "app/commands/remote_server.hpp"
#include "base/text.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::app {
namespace {

constexpr Duration longest_wait{11 * 60'000};  // the server lets nobody wait longer than ten minutes
constexpr unsigned not_met = 417;

Task<Result<http::Answer>> ask_for(const http::Client& client, std::string target) {
  http::Question question;
  question.target = std::move(target);
  question.patience = longest_wait;
  co_return co_await client.ask(std::move(question));
}

}  // namespace

Result<std::string> expectation_target(std::string_view filters, std::string_view within) {
  std::string target = "/v1/expect?";
  bool has_within = false;
  for (const auto filter : split(filters, '&')) {
    const auto sign = filter.find('=');
    const auto name = trim(filter.substr(0, sign));
    if (sign == filter.npos || name.empty())
      return invalid_argument(
          fmt::format("\"{}\" is no NAME=VALUE, such as to=alice@example.test", escape_controls(filter)));
    if (name == "print") return invalid_argument("print= has no use here: `mailstop expect` prints a value");
    const auto value = http::percent_decode(filter.substr(sign + 1), http::Plus::literal);
    if (!value) return invalid_argument(fmt::format("{}: {}", name, value.error().message));
    has_within = has_within || name == "within";
    if (name == "within" && !within.empty()) continue;
    target += fmt::format("{}={}&", http::percent_encode(name), http::percent_encode(*value));
  }
  if (!within.empty() || !has_within)
    return target + fmt::format("within={}", within.empty() ? "0s" : within);
  target.pop_back();
  return target;
}

Task<Result<void>> check_filters(const http::Client& client, std::string filters) {
  auto target = expectation_target(filters, "");
  if (!target) co_return target.error();
  const auto at_once = expectation_target(filters, "0s");
  const auto answer = co_await ask_for(client, *at_once);
  if (!answer) co_return answer.error();
  if (answer->status == 200 || answer->status == not_met) co_return Result<void>();
  co_return invalid_argument(explanation_of(*answer));
}

Task<CheckedExpectation> check_expectation(const http::Client& client, std::string filters) {
  CheckedExpectation checked;
  checked.filters = filters;
  const auto target = expectation_target(filters, "");
  const auto answer = co_await ask_for(client, *target);
  if (!answer)
    checked.explanation = answer.error().message;
  else if (answer->status != 200)
    checked.explanation = explanation_of(*answer);
  co_return checked;
}

}  // namespace mailstop::app
