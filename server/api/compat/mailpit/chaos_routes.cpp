#include "api/compat/mailpit/chaos_routes.hpp"

#include "api/compat/go_json.hpp"
#include "api/compat/json_fields.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/v1/json_writer.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using faults::ChaosRules, faults::ChaosTrigger;
using http::Method;

struct TriggerName {
  std::string_view name;
  ChaosTrigger ChaosRules::*trigger;
};
constexpr TriggerName triggers[] = {{"Sender", &ChaosRules::sender},
                                    {"Recipient", &ChaosRules::recipient},
                                    {"Authentication", &ChaosRules::authentication}};

http::Response rules_response(const ChaosRules& rules) {
  v1::JsonWriter json;
  json.begin_object();
  for (const auto& [name, trigger] : triggers) {
    json.key(name);
    json.begin_object();
    json.member("ErrorCode", (rules.*trigger).code);
    json.member("Probability", (rules.*trigger).probability);
    json.end_object();
  }
  json.end_object();
  return go_json_response(json.take());
}

Result<void> read_trigger(const Json& json, ChaosTrigger& trigger) {
  int code = 0;  // not given: the usual one
  if (auto read = read_field(json, "ErrorCode", code); !read) return read;
  if (code != 0) trigger.code = code;
  if (auto read = read_field(json, "Probability", trigger.probability); !read) return read;
  return faults::check(trigger);
}

}  // namespace

void ChaosApi::add_routes(http::Router& router) {
  const http::RouteOf<ChaosApi> routes[] = {
      {Method::get, "/api/v1/chaos", "*", &ChaosApi::get, traits()},
      {Method::put, "/api/v1/chaos", "*", &ChaosApi::put, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> ChaosApi::get(const http::Request&) {
  co_return rules_response(chaos_.rules());
}

// A trigger that is not given is off.
Task<http::Response> ChaosApi::put(const http::Request& request) {
  Json json;
  if (const auto parsed = parse_fields(request.body, json); !parsed) co_return answer(parsed.error());
  ChaosRules rules;
  for (const auto& [name, trigger] : triggers) {
    const auto* const given = find_field(json, name);
    if (!given) continue;
    if (!given->is_object()) co_return answer(wrong_type(*given, name, "struct"));
    if (const auto read = read_trigger(*given, rules.*trigger); !read) co_return answer(read.error());
  }
  chaos_.use(rules);
  co_return rules_response(rules);
}

}  // namespace mailstop::api::compat::mailpit
