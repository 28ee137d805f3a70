#include "api/v1/routing_request.hpp"

#include <fmt/format.h>

#include "api/v1/json_reader.hpp"
#include "api/v1/match_request.hpp"
#include "query/wildcards.hpp"

namespace mailstop::api::v1 {
namespace {

using mailroom::Route;

constexpr std::size_t most_routes = 1000;

struct RouteReading {
  Timestamp now;
  Route route;
};

Result<void> read_route_match(const Json& value, const std::string& path, RouteReading& reading) {
  const auto match = read_match(value, path, reading.now);
  if (!match) return match.error();
  auto query = query::with_wildcards(query::to_query(*match));
  if (!query) return invalid_argument(fmt::format("\"{}\": {}", path, query.error().message));
  reading.route.match = std::move(*query);
  reading.route.written = value.dump();
  return {};
}

constexpr FieldOf<RouteReading> route_fields[] = {
    {"match", read_route_match},
    {"inbox", [](const Json& value, const std::string& path,
                 RouteReading& reading) { return assign(reading.route.inbox, read_inbox(value, path)); }},
    {"tags", [](const Json& value, const std::string& path,
                RouteReading& reading) { return assign(reading.route.tags, read_tags(value, path)); }},
    {"discard", [](const Json& value, const std::string& path,
                   RouteReading& reading) { return assign(reading.route.discards, read_bool(value, path)); }},
};

Result<Route> read_route(const Json& value, const std::string& path, Timestamp now) {
  RouteReading reading{now, {}};
  reading.route.source = mailroom::RouteSource::api;
  if (auto outcome = read_object(value, path, route_fields, reading); !outcome) return outcome.error();
  const auto& route = reading.route;
  if (route.written.empty()) return invalid_argument(fmt::format("\"{}.match\" is missing", path));
  if (route.inbox.empty() && route.tags.empty() && !route.discards)
    return invalid_argument(fmt::format("\"{}\" does nothing: it needs inbox, tags or discard", path));
  return std::move(reading.route);
}

struct RoutesReading {
  Timestamp now;
  mailroom::Routes::List routes;
};

Result<void> read_routes(const Json& value, const std::string& path, RoutesReading& reading) {
  if (!value.is_array()) return wrong_type(value, path, "a list of routing rules");
  if (value.size() > most_routes)
    return invalid_argument(fmt::format("\"{}\" has more than {} rules", path, most_routes));
  for (const auto& item : value) {
    auto route = read_route(item, fmt::format("{}[{}]", path, reading.routes.size()), reading.now);
    if (!route) return route.error();
    reading.routes.push_back(std::move(*route));
  }
  return {};
}

constexpr FieldOf<RoutesReading> body_fields[] = {{"routes", read_routes}};

}  // namespace

Result<mailroom::Routes::List> parse_routes(std::string_view body, Timestamp now) {
  Json json;
  if (auto outcome = parse_json_object(body, json); !outcome) return outcome.error();
  RoutesReading reading{now, {}};
  if (auto outcome = read_object(json, "", body_fields, reading); !outcome) return outcome.error();
  if (!json.contains("routes")) return invalid_argument("\"routes\" is missing");
  return std::move(reading.routes);
}

}  // namespace mailstop::api::v1
