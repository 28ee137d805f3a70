#include "api/v1/inboxes_routes.hpp"

#include "api/v1/count_json.hpp"
#include "api/v1/inbox_json.hpp"
#include "api/v1/inbox_name.hpp"
#include "api/v1/inbox_request.hpp"
#include "api/v1/json_body.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

}  // namespace

const http::RouteOf<InboxesApi> InboxesApi::routes[] = {
    {Method::get, "/v1/inboxes", "", &InboxesApi::list},
    {Method::get, "/v1/inboxes/{inbox}", "", &InboxesApi::get},
    {Method::put, "/v1/inboxes/{inbox}", "", &InboxesApi::set_up},
    {Method::patch, "/v1/inboxes/{inbox}", "", &InboxesApi::rename},
    {Method::delete_, "/v1/inboxes/{inbox}", "", &InboxesApi::remove},
};

void InboxesApi::add_routes(http::Router& router) {
  router.add(routes, *this);
}

Task<http::Response> InboxesApi::list(const http::Request&) {
  const auto inboxes = co_await mailroom_.inboxes();
  if (!inboxes) co_return http::error_response(inboxes.error());
  co_return http::json_response(inbox_list_json(*inboxes));
}

Task<http::Response> InboxesApi::get(const http::Request& request) {
  std::string name = request.parameter("inbox");
  if (!is_inbox_name(name)) co_return http::error_response(invalid_inbox_name("inbox"));
  const auto inbox = co_await mailroom_.inbox(std::move(name));
  if (!inbox) co_return http::error_response(inbox.error());
  co_return http::json_response(inbox_json(*inbox));
}

Task<http::Response> InboxesApi::set_up(const http::Request& request) {
  if (auto refusal = refuse_unless_json(request)) co_return std::move(*refusal);
  std::string name = request.parameter("inbox");
  if (!is_inbox_name(name)) co_return http::error_response(invalid_inbox_name("inbox"));
  auto settings = parse_inbox_settings(request.body);
  if (!settings) co_return http::error_response(settings.error());
  const auto inbox = co_await mailroom_.set_up_inbox(std::move(name), std::move(*settings));
  if (!inbox) co_return http::error_response(inbox.error());
  co_return http::json_response(inbox_json(*inbox));
}

Task<http::Response> InboxesApi::rename(const http::Request& request) {
  if (auto refusal = refuse_unless_json(request)) co_return std::move(*refusal);
  std::string name = request.parameter("inbox");
  if (!is_inbox_name(name)) co_return http::error_response(invalid_inbox_name("inbox"));
  auto new_name = parse_inbox_rename(request.body);
  if (!new_name) co_return http::error_response(new_name.error());
  const auto inbox = co_await mailroom_.rename_inbox(std::move(name), std::move(*new_name));
  if (!inbox) co_return http::error_response(inbox.error());
  co_return http::json_response(inbox_json(*inbox));
}

Task<http::Response> InboxesApi::remove(const http::Request& request) {
  std::string name = request.parameter("inbox");
  if (!is_inbox_name(name)) co_return http::error_response(invalid_inbox_name("inbox"));
  const auto deleted = co_await mailroom_.remove_inbox(std::move(name));
  if (!deleted) co_return http::error_response(deleted.error());
  co_return http::json_response(count_json("deleted", *deleted));
}

}  // namespace mailstop::api::v1
