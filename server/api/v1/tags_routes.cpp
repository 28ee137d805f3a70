#include "api/v1/tags_routes.hpp"

#include "api/v1/confined_routes.hpp"
#include "api/v1/json_writer.hpp"
#include "api/v1/selection_request.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

std::string tags_json(const std::vector<store::TagFacts>& tags) {
  JsonWriter json;
  json.begin_object();
  json.array("tags", tags, [&](const store::TagFacts& tag) {
    json.begin_object();
    json.member("name", tag.name);
    json.member("total", tag.totals.total);
    json.member("unread", tag.totals.unread);
    json.end_object();
  });
  json.end_object();
  return json.take();
}

}  // namespace

const http::RouteOf<TagsApi> TagsApi::routes[] = {{Method::get, "/v1/tags", "inbox", &TagsApi::list}};

void TagsApi::add_routes(http::Router& router) {
  add_with_confined<TagsApi>(router, routes, *this);
}

Task<http::Response> TagsApi::list(const http::Request& request) {
  auto selection = parse_selection(request, mailroom_.now());
  if (!selection) co_return selection.error();
  const auto tags = co_await mailroom_.tags(std::move(selection->inbox));
  if (!tags) co_return http::error_response(tags.error());
  co_return http::json_response(tags_json(*tags));
}

}  // namespace mailstop::api::v1
