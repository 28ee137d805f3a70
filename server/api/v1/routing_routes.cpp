#include "api/v1/routing_routes.hpp"

#include "api/v1/json_body.hpp"
#include "api/v1/json_writer.hpp"
#include "api/v1/routing_request.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;
using mailroom::RouteSource;

void write_route_match(JsonWriter& json, const mailroom::Route& route) {
  json.key("match");
  if (route.source == RouteSource::api) return json.document(route.written);
  json.begin_object();
  json.member("q", route.written);
  json.end_object();
}

void write_route(JsonWriter& json, const mailroom::Route& route) {
  json.begin_object();
  json.member("source", route.source == RouteSource::flag ? "flag" : "api");
  write_route_match(json, route);
  json.key("inbox");
  route.inbox.empty() ? json.null() : json.value(route.inbox);
  json.array("tags", route.tags, [&json](const auto& tag) { json.value(tag); });
  json.member("discard", route.discards);
  json.end_object();
}

http::Response all_routes(const mailroom::Routes& routes) {
  JsonWriter json;
  json.begin_object();
  json.array("routes", *routes.all(), [&json](const auto& route) { write_route(json, route); });
  json.end_object();
  return http::json_response(json.take());
}

}  // namespace

const http::RouteOf<RoutingApi> RoutingApi::routes[] = {
    {Method::get, "/v1/routes", "", &RoutingApi::list},
    {Method::put, "/v1/routes", "", &RoutingApi::replace},
};

void RoutingApi::add_routes(http::Router& router) {
  router.add(routes, *this);
}

Result<void> RoutingApi::use_kept(const std::string& document) {
  if (document.empty()) return {};
  const auto kept = parse_routes(document, mailroom_.now());
  if (!kept) return kept.error();
  mailroom_.use_routes(*kept);
  return {};
}

Task<http::Response> RoutingApi::list(const http::Request&) {
  co_return all_routes(mailroom_.routes());
}

Task<http::Response> RoutingApi::replace(const http::Request& request) {
  if (auto refusal = refuse_unless_json(request)) co_return std::move(*refusal);
  auto wanted = parse_routes(request.body, mailroom_.now());
  if (!wanted) co_return http::error_response(wanted.error());
  std::string document = request.body;
  const auto kept = co_await mailroom_.keep_routes(std::move(*wanted), std::move(document));
  if (!kept) co_return http::error_response(kept.error());
  co_return all_routes(mailroom_.routes());
}

}  // namespace mailstop::api::v1
