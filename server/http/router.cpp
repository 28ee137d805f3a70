#include "http/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{');
}

std::vector<std::string> parse_pattern(std::string_view pattern) {
  std::vector<std::string> segments;
  if (pattern == "/") return segments;
  for (const auto segment : split(pattern.substr(1), '/')) segments.emplace_back(segment);
  return segments;
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  const auto segment_matches = [](const std::string& expected, const std::string& actual) {
    return is_parameter(expected) ? !actual.empty() : expected == actual;
  };
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(), segment_matches);
}

// Both match the same path: the one that is literal where they first differ.
bool is_more_specific(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto differ = [](const std::string& x, const std::string& y) {
    return is_parameter(x) != is_parameter(y);
  };
  for (size_t i = 0; i < a.size(); ++i) {
    if (differ(a[i], b[i])) return !is_parameter(a[i]);
  }
  return false;
}

const Route* find_method(const std::vector<Route>& routes, Method method) {
  const auto found = std::find_if(routes.begin(), routes.end(),
                                  [method](const Route& route) { return route.method == method; });
  return found == routes.end() ? nullptr : &*found;
}

std::string allowed_methods(const std::vector<Route>& routes) {
  std::vector<std::string_view> names;
  for (const auto& route : routes) {
    names.push_back(boost::beast::http::to_string(route.method));
    if (route.method == Method::get && !find_method(routes, Method::head)) names.push_back("HEAD");
  }
  if (!find_method(routes, Method::options)) names.push_back("OPTIONS");
  return fmt::format("{}", fmt::join(names, ", "));
}

Response method_not_allowed(const Request& request, const std::vector<Route>& routes) {
  const auto allowed = allowed_methods(routes);
  if (request.method == Method::options) {
    auto response = empty_response();
    response.headers.set("Allow", allowed);
    return response;
  }
  const auto message = fmt::format("{} takes {}", request.path, allowed);
  const auto refuse = routes.front().traits.refuse;
  auto response = refuse ? refuse(Status::method_not_allowed, message)
                         : error_response(Status::method_not_allowed, "method_not_allowed", message);
  response.headers.set("Allow", allowed);
  return response;
}

}  // namespace

void Router::add(Route route) {
  if (!route.pattern.starts_with('/'))
    throw std::logic_error("a route's pattern starts with /: " + route.pattern);
  auto resource = std::find_if(resources_.begin(), resources_.end(),
                               [&](const Resource& other) { return other.pattern == route.pattern; });
  if (resource == resources_.end()) {
    Resource added{route.pattern, parse_pattern(route.pattern), {}};
    resource = resources_.insert(resources_.end(), std::move(added));
  }
  if (find_method(resource->routes, route.method))
    throw std::logic_error("route added twice: " + route.pattern);
  order_.emplace_back(static_cast<size_t>(resource - resources_.begin()), resource->routes.size());
  resource->routes.push_back(std::move(route));
}

void Router::set_fallback(Handler handler) {
  fallback_ = Route{Method::get, "", "*", std::move(handler), {}};
}

const Router::Resource* Router::find(const Request& request) const {
  const Resource* best = nullptr;
  for (const auto& resource : resources_) {
    if (!matches(resource.segments, request.segments)) continue;
    if (!best || is_more_specific(resource.segments, best->segments)) best = &resource;
  }
  return best;
}

std::variant<const Route*, Response> Router::match(Request& request) const {
  const auto* resource = find(request);
  if (!resource) {
    if (fallback_) return &*fallback_;
    return error_response(Status::not_found, "not_found",
                          fmt::format("there is nothing at {}", request.path));
  }
  const auto* route = find_method(resource->routes, request.method);
  if (!route && request.method == Method::head) route = find_method(resource->routes, Method::get);
  if (!route && fallback_ && resource->routes.front().traits.leaves_other_methods) return &*fallback_;
  if (!route) return method_not_allowed(request, resource->routes);
  request.path_parameters.clear();
  for (size_t i = 0; i < resource->segments.size(); ++i) {
    const std::string_view name = resource->segments[i];
    if (!is_parameter(name)) continue;
    request.path_parameters.emplace_back(name.substr(1, name.size() - 2), request.segments[i]);
  }
  return route;
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> all;
  for (const auto& [resource, route] : order_) all.push_back(&resources_[resource].routes[route]);
  return all;
}

Task<Response> ready(Response response) {
  co_return response;
}

}  // namespace mailstop::http
