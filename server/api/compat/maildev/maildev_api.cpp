#include "api/compat/maildev/maildev_api.hpp"

#include "api/compat/maildev/answers.hpp"

namespace mailstop::api::compat::maildev {
namespace {

using http::Method;

// Whose answers these are.
constexpr std::string_view maildev_version = "2.2.1";

std::string port_of(const std::vector<std::string>& addresses) {
  if (addresses.empty()) return {};
  return addresses.front().substr(addresses.front().rfind(':') + 1);
}

}  // namespace

MailDevApi::MailDevApi(const CompatContext& context)
    : facts_(context.facts),
      v2_(context.mailroom, Version::v2),
      v3_(context.mailroom, Version::v3),
      socket_(context.mailroom) {}

void MailDevApi::add_routes(http::Router& router) {
  http::RouteTraits traits;
  traits.refuse = refuse;
  const http::RouteOf<MailDevApi> routes[] = {
      {Method::get, "/config", "*", &MailDevApi::config, traits},
      {Method::get, "/healthz", "*", &MailDevApi::yes, traits},
      {Method::get, "/reloadMailsFromDirectory", "*", &MailDevApi::yes, traits},
      {Method::get, "/api/config", "*", &MailDevApi::config, traits},
      {Method::get, "/api/healthz", "*", &MailDevApi::yes, traits},
      {Method::get, "/api/reloadMailsFromDirectory", "*", &MailDevApi::yes, traits},
  };
  router.add(routes, *this);
  v2_.add_routes(router);
  v3_.add_routes(router);
  socket_.add_routes(router);
}

Task<http::Response> MailDevApi::config(const http::Request&) {
  Json json;
  json["version"] = maildev_version;
  json["smtpPort"] = port_of(facts_().smtp);
  json["isOutgoingEnabled"] = false;
  co_return json_answer(json);
}

Task<http::Response> MailDevApi::yes(const http::Request&) {
  co_return json_answer(true);
}

}  // namespace mailstop::api::compat::maildev
