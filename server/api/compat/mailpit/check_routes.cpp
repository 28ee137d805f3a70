#include "api/compat/mailpit/check_routes.hpp"

#include <set>

#include "api/compat/go_json.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/find_message.hpp"
#include "api/v1/json_writer.hpp"
#include "base/offload.hpp"
#include "mail/html_tree.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;
using v1::JsonWriter;

// No test has been made, so nothing is unsupported.
std::string html_check_json(std::size_t elements) {
  JsonWriter json;
  json.begin_object();
  json.key("Total");
  json.begin_object();
  json.member("Tests", 0);
  json.member("Nodes", elements);
  json.member("Supported", 100.0);
  json.member("Partial", 0.0);
  json.member("Unsupported", 0.0);
  json.end_object();
  json.key("Warnings");
  json.begin_array();
  json.end_array();
  json.key("Platforms");
  json.begin_object();
  json.end_object();
  json.end_object();
  return json.take();
}

// Each URL once, in the order of the message; none is asked for.
std::string link_check_json(const store::StoredMessage& message) {
  std::set<std::string_view> told;
  JsonWriter json;
  json.begin_object();
  json.member("Errors", 0);
  json.key("Links");
  json.begin_array();
  for (const auto& link : message.links) {
    const bool is_web = link.href.starts_with("http://") || link.href.starts_with("https://");
    if (!is_web || !told.insert(link.href).second) continue;
    json.begin_object();
    json.member("URL", link.href);
    json.member("StatusCode", 0);
    json.member("Status", "not checked");
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string spam_check_json() {
  JsonWriter json;
  json.begin_object();
  json.member("IsSpam", false);
  json.member("Error", "SpamAssassin is not configured");
  json.member("Score", 0);
  json.key("Rules");
  json.begin_array();
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace

void CheckApi::add_routes(http::Router& router) {
  const http::RouteOf<CheckApi> routes[] = {
      {Method::get, "/api/v1/message/{id}/html-check", "*", &CheckApi::check_html, traits()},
      {Method::get, "/api/v1/message/{id}/link-check", "*", &CheckApi::check_links, same_origin_traits()},
      {Method::get, "/api/v1/message/{id}/sa-check", "*", &CheckApi::check_spam, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> CheckApi::check_html(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return page_not_found();
  auto html = co_await mailroom_.html(std::move(*id));
  if (!html) co_return answer(html.error());
  if (html->empty()) co_return bad_request("message does not contain HTML");
  auto count = [html = std::move(*html)] {
    const auto tree = mail::HtmlTree::parse(html);
    return tree ? tree->elements().size() : mail::most_elements;
  };
  const auto elements = co_await offload(mailroom_.workers(), std::move(count));
  co_return go_json_response(html_check_json(elements));
}

Task<http::Response> CheckApi::check_links(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return page_not_found();
  const auto message = co_await mailroom_.get(std::move(*id));
  if (!message) co_return answer(message.error());
  co_await mark_read(mailroom_, message->summary);
  co_return go_json_response(link_check_json(*message));
}

Task<http::Response> CheckApi::check_spam(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return id.error();
  const auto message = co_await mailroom_.get(std::move(*id));
  if (!message) co_return answer(message.error());
  co_return go_json_response(spam_check_json());
}

}  // namespace mailstop::api::compat::mailpit
