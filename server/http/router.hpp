// Routes as data. A module keeps a constexpr table of member functions and adds it with the object they are
// called on:
//
//   constexpr RouteOf<MessagesApi> routes[] = {
//       {Method::get, "/v1/messages", "inbox q after limit cursor order", &MessagesApi::list},
//       {Method::post, "/v1/messages", "sender recipient", &MessagesApi::inject, {.body_limit = 64 << 20}},
//       {Method::get, "/v1/messages/{id}", "markRead q inbox", &MessagesApi::get},
//   };
//   router.add(routes, messages_api);
//
// A literal segment wins over a {parameter}. HEAD comes from GET, OPTIONS and 405 from the methods of the
// pattern. Query parameters that the row does not list are refused before the handler runs (dispatch.hpp,
// QueryParameters::check).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/task.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::http {

using Handler = std::function<Task<Response>(const Request&)>;

// Words what is wrong with a request that the handler does not see: method, origin, too large a body.
using Refusal = Response (*)(Status status, std::string_view message);

struct RouteTraits {
  std::uint64_t body_limit = 1 << 20;  // bytes; a larger request body is 413
  bool same_origin =
      false;           // check the origin although the method is GET (POST, PUT, PATCH, DELETE always are)
  bool waits = false;  // may take long: cancelled when the client hangs up
  Refusal refuse = nullptr;           // null for error_response()
  bool leaves_other_methods = false;  // of the path to the fallback
};

struct Route {
  Method method;
  std::string pattern;  // "/v1/messages/{id}/parts/{partId}"
  std::string query;    // names of the query parameters, separated by spaces; "*" for any
  Handler handler;
  RouteTraits traits;
};

template <class Api>
struct RouteOf {
  Method method;
  std::string_view pattern;
  std::string_view query;
  Task<Response> (Api::*handler)(const Request&);
  RouteTraits traits = {};
};

class Router {
 public:
  // Adding the same method and pattern twice is a bug and throws.
  void add(Route route);

  // `api` must outlive the router.
  template <class Api>
  void add(std::span<const RouteOf<Api>> table, Api& api) {
    for (const auto& row : table) add(bind(row, api));
  }
  template <class Api, size_t n>
  void add(const RouteOf<Api> (&table)[n], Api& api) {
    add(std::span<const RouteOf<Api>>(table), api);
  }

  // Asked for every path that no pattern matches; without it, 404.
  void set_fallback(Handler handler);

  // The route that answers, its path parameters filled in, or the answer itself (404, 405, OPTIONS).
  std::variant<const Route*, Response> match(Request& request) const;

  // In the order added; the fallback is not among them.
  std::vector<const Route*> routes() const;

 private:
  struct Resource {
    std::string pattern;
    std::vector<std::string> segments;
    std::vector<Route> routes;
  };

  template <class Api>
  static Route bind(const RouteOf<Api>& row, Api& api) {
    auto call = [&api, handler = row.handler](const Request& request) { return (api.*handler)(request); };
    return {row.method, std::string(row.pattern), std::string(row.query), std::move(call), row.traits};
  }
  const Resource* find(const Request& request) const;

  std::vector<Resource> resources_;
  std::vector<std::pair<size_t, size_t>> order_;  // of adding: resource, route
  std::optional<Route> fallback_;
};

// A task that answers at once: for handlers with nothing to wait for.
Task<Response> ready(Response response);

}  // namespace mailstop::http
