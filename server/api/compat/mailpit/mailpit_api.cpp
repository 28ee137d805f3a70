#include "api/compat/mailpit/mailpit_api.hpp"

#include <set>

#include "api/compat/mailpit/answers.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

Task<http::Response> answer_options(const http::Request&) {
  co_return http::text_response("");
}

// Mailpit answers OPTIONS of every path below /api/v1 with 200 and nothing.
void add_options(http::Router& router, const http::Router& own) {
  std::set<std::string> patterns;
  for (const auto* route : own.routes()) {
    if (!route->pattern.starts_with("/api/v1/") || !patterns.insert(route->pattern).second) continue;
    router.add({http::Method::options, route->pattern, "*", answer_options, traits()});
  }
}

}  // namespace

MailpitApi::MailpitApi(const CompatContext& context)
    : messages_(context),
      message_(context),
      checks_(context),
      tags_(context),
      send_(context),
      chaos_(context),
      info_(context),
      events_(context),
      views_(context),
      metrics_(context) {}

void MailpitApi::add_routes(http::Router& router) {
  http::Router own;
  messages_.add_routes(own);
  message_.add_routes(own);
  checks_.add_routes(own);
  tags_.add_routes(own);
  send_.add_routes(own);
  chaos_.add_routes(own);
  info_.add_routes(own);
  events_.add_routes(own);
  views_.add_routes(own);
  for (const auto* route : own.routes()) router.add(*route);
  add_options(router, own);
}

}  // namespace mailstop::api::compat::mailpit
