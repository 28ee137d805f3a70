#include "api/compat/mailhog/jim_routes.hpp"

#include "api/compat/json_fields.hpp"
#include "api/compat/mailhog/answers.hpp"
#include "api/v1/json_writer.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

using faults::MishapRules;
using http::Method;
using http::Status;

constexpr std::pair<std::string_view, double MishapRules::*> rule_names[] = {
    {"DisconnectChance", &MishapRules::disconnect},
    {"AcceptChance", &MishapRules::accept},
    {"LinkSpeedAffect", &MishapRules::slow_link},
    {"LinkSpeedMin", &MishapRules::slowest_link},
    {"LinkSpeedMax", &MishapRules::fastest_link},
    {"RejectSenderChance", &MishapRules::reject_sender},
    {"RejectRecipientChance", &MishapRules::reject_recipient},
    {"RejectAuthChance", &MishapRules::reject_login}};

std::string to_json(const MishapRules& rules) {
  v1::JsonWriter json;
  json.begin_object();
  for (const auto& [name, member] : rule_names) json.member(name, rules.*member);
  json.end_object();
  return json.take();
}

// All values are replaced: what is not named is 0, as Go leaves it.
Result<MishapRules> parse_rules(std::string_view body) {
  Json fields;
  if (auto parsed = parse_fields(body, fields); !parsed) return parsed.error();
  MishapRules rules;
  for (const auto& [name, member] : rule_names) {
    const auto* const value = find_field(fields, name);
    if (value && !value->is_number()) return wrong_type(*value, name, "float64");
    rules.*member = value ? value->get<double>() : 0;
  }
  return rules;
}

http::Response nobody_there() {
  return answer(Status::not_found, "");
}

}  // namespace

void JimApi::add_routes(http::Router& router) {
  const http::RouteOf<JimApi> routes[] = {
      {Method::get, "/api/v2/jim", "*", &JimApi::get, traits()},
      {Method::post, "/api/v2/jim", "*", &JimApi::invite, traits()},
      {Method::put, "/api/v2/jim", "*", &JimApi::change, traits()},
      {Method::delete_, "/api/v2/jim", "*", &JimApi::dismiss, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> JimApi::get(const http::Request&) {
  const auto rules = mishaps_.rules();
  co_return rules ? json_answer(to_json(*rules)) : nobody_there();
}

Task<http::Response> JimApi::invite(const http::Request& request) {
  if (mishaps_.is_on()) co_return answer(Status::bad_request, "");
  if (const auto rules = parse_rules(request.body)) last_ = *rules;
  mishaps_.use(last_);
  co_return answer(Status::created, "");
}

Task<http::Response> JimApi::change(const http::Request& request) {
  if (!mishaps_.is_on()) co_return nobody_there();
  const auto rules = parse_rules(request.body);
  if (!rules) co_return failure(rules.error());
  last_ = *rules;
  mishaps_.use(last_);
  co_return done();
}

Task<http::Response> JimApi::dismiss(const http::Request&) {
  if (!mishaps_.is_on()) co_return nobody_there();
  mishaps_.use(std::nullopt);
  co_return done();
}

}  // namespace mailstop::api::compat::mailhog
