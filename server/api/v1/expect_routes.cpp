#include "api/v1/expect_routes.hpp"

#include <algorithm>

#include "api/v1/confined_routes.hpp"
#include "api/v1/expect_json.hpp"
#include "api/v1/json_body.hpp"
#include "api/v1/selection_request.hpp"
#include "http/finish.hpp"
#include "mail/codes.hpp"
#include "query/text_condition.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;
using http::Status;

http::Response as_text(std::string text) {
  auto response = http::text_response(std::move(text));
  response.headers.set("Content-Security-Policy", http::sandbox_content_security_policy);
  return response;
}

// The expectation saw to it that there is one; likewise a link.
std::string find_code(const std::vector<mail::Code>& codes) {
  const auto* code = mail::likely_code(codes);
  return code ? code->value : "";
}

std::string find_link(const std::vector<mail::Link>& links, const std::string& text) {
  const auto wanted = query::TextCondition::make(query::Comparison::contains, text);
  const auto found = std::find_if(links.begin(), links.end(),
                                  [&](const mail::Link& link) { return wanted->holds_for(link.text); });
  return found == links.end() ? "" : found->href;
}

}  // namespace

void ExpectApi::add_routes(http::Router& router) {
  http::RouteTraits traits;
  traits.waits = true;
  const http::RouteOf<ExpectApi> routes[] = {
      {Method::post, "/v1/expect", "", &ExpectApi::post, traits},
      {Method::get, "/v1/expect", expect_parameters, &ExpectApi::get, traits},
      {Method::get, "/v1/messages/wait", expect_parameters, &ExpectApi::get, traits},
  };
  add_with_confined<ExpectApi>(router, routes, *this);
}

Task<http::Response> ExpectApi::post(const http::Request& request) {
  if (auto refusal = refuse_unless_json(request)) co_return std::move(*refusal);
  auto wanted = parse_expect_body(request.body, mailroom_.now());
  co_return co_await answer_within(request, std::move(wanted));
}

Task<http::Response> ExpectApi::get(const http::Request& request) {
  auto wanted = parse_expect_query(request.query, mailroom_.now());
  co_return co_await answer_within(request, std::move(wanted));
}

Task<http::Response> ExpectApi::answer_within(const http::Request& request, Result<ExpectRequest> wanted) {
  if (!wanted) co_return http::error_response(wanted.error());
  auto& named = wanted->expectation.inbox;
  auto inbox = inbox_of_body(request, named.value_or(""));
  if (!inbox) co_return http::error_response(inbox.error());
  if (!inbox->empty()) named = std::move(*inbox);
  co_return co_await answer(std::move(*wanted));
}

Task<http::Response> ExpectApi::answer(ExpectRequest wanted) {
  const auto outcome = co_await mailroom::await_expectation(mailroom_, wanted.expectation);
  if (!outcome) co_return http::error_response(outcome.error());
  if (!outcome->passed)
    co_return http::json_response(failed_json(wanted.expectation, *outcome), Status::expectation_failed);
  if (wanted.print == Print::json) co_return http::json_response(passed_json(*outcome));
  if (outcome->messages.empty())
    co_return http::error_response(not_found("the message was deleted before it could be read"));
  co_return co_await print(wanted, outcome->messages.front());
}

Task<http::Response> ExpectApi::print(const ExpectRequest& wanted, const mailroom::OpenedMessage& newest) {
  const auto& message = newest.message;
  switch (wanted.print) {
    case Print::code:
      co_return as_text(find_code(message.codes));
    case Print::link:
      co_return as_text(find_link(message.links, wanted.link_text));
    case Print::id:
      co_return as_text(message.summary.id);
    case Print::subject:
      co_return as_text(message.summary.subject);
    case Print::text:
      co_return as_text(newest.text);
    case Print::html:
      co_return as_text(newest.html);
    case Print::raw:
    case Print::json:
      break;
  }
  auto raw = co_await mailroom_.raw(message.summary.id);
  if (!raw) co_return http::error_response(raw.error());
  co_return as_text(std::move(*raw));
}

}  // namespace mailstop::api::v1
