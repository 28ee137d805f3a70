#include "api/v1/sessions_routes.hpp"

#include "api/v1/confined_routes.hpp"
#include "api/v1/count_json.hpp"
#include "api/v1/resolve_message.hpp"
#include "api/v1/session_request.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

}  // namespace

const http::RouteOf<SessionsApi> SessionsApi::routes[] = {
    {Method::delete_, "/v1/sessions", "all", &SessionsApi::clear},
    {Method::get, "/v1/sessions/{id}", "", &SessionsApi::get},
};

const http::RouteOf<SessionsApi> SessionsApi::confined_routes[] = {
    {Method::get, "/v1/sessions", "outcome inbox after limit cursor live", &SessionsApi::list},
    {Method::get, "/v1/messages/{id}/session", "inbox q", &SessionsApi::of_message},
};

void SessionsApi::add_routes(http::Router& router) {
  router.add(routes, *this);
  add_with_confined<SessionsApi>(router, confined_routes, *this);
}

Task<http::Response> SessionsApi::list(const http::Request& request) {
  auto filter = parse_session_filter(request);
  if (!filter) co_return http::error_response(filter.error());
  const auto page = co_await mailroom_.sessions().list(std::move(*filter));
  if (!page) co_return http::error_response(page.error());
  co_return http::json_response(session_list_json(*page));
}

Task<http::Response> SessionsApi::clear(const http::Request& request) {
  if (request.query.get("all") != "true")
    co_return http::error_response(invalid_argument(
        "say that all sessions that have ended are meant: with the query parameter \"all=true\""));
  const auto deleted = co_await mailroom_.sessions().clear();
  if (!deleted) co_return http::error_response(deleted.error());
  co_return http::json_response(count_json("deleted", *deleted));
}

Task<http::Response> SessionsApi::get(const http::Request& request) {
  const auto session = co_await mailroom_.sessions().get(request.parameter("id"));
  if (!session) co_return http::error_response(session.error());
  co_return http::json_response(session_json(*session, explain_));
}

Task<http::Response> SessionsApi::of_message(const http::Request& request) {
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto session = co_await mailroom_.session_of(std::move(*id));
  if (!session) co_return http::error_response(session.error());
  co_return http::json_response(session_json(*session, explain_));
}

}  // namespace mailstop::api::v1
