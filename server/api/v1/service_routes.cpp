#include "api/v1/service_routes.hpp"

#include <fmt/format.h>

#include "api/v1/document.hpp"
#include "api/v1/json_writer.hpp"
#include "base/quantity.hpp"
#include "base/timestamp.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

void write_listener(JsonWriter& json, const ListenerFacts& listener) {
  json.begin_object();
  json.member("kind", listener.kind);
  json.member("address", listener.address);
  json.member("tls", listener.tls);
  json.member("auth", listener.auth);
  json.end_object();
}

void write_settings(JsonWriter& json, const ServiceFacts& facts) {
  json.key("settings");
  json.begin_object();
  json.array("smtp", facts.smtp, [&](const auto& address) { json.value(address); });
  json.array("smtps", facts.smtps, [&](const auto& address) { json.value(address); });
  json.array("submission", facts.submission, [&](const auto& address) { json.value(address); });
  json.array("lmtp", facts.lmtp, [&](const auto& address) { json.value(address); });
  json.array("http", facts.http, [&](const auto& address) { json.value(address); });
  json.array("listeners", facts.listeners, [&](const auto& listener) { write_listener(json, listener); });
  json.member("auth", facts.auth);
  json.member("userList", facts.has_user_list);
  json.member("ephemeral", facts.is_ephemeral);
  json.member("database", facts.database);
  json.member("maxMessageSize", facts.max_message_size);
  json.member("maxRecipients", facts.max_recipients);
  json.end_object();
}

std::string info_json(const ServiceFacts& facts, const store::Status& status, Timestamp now) {
  JsonWriter json;
  json.begin_object();
  json.member("version", facts.version);
  json.member("sequence", status.sequence);
  json.member("messages", status.totals.total);
  json.member("unread", status.totals.unread);
  json.member("discarded", facts.discarded);
  json.member("databaseBytes", status.database_bytes);
  json.member("indexed", status.indexed);
  json.member("uptime", to_text(now - facts.started_at));
  json.member("startedAt", to_rfc3339(facts.started_at));
  write_settings(json, facts);
  json.end_object();
  return json.take();
}

http::Response healthy() {
  return http::json_response(std::string(R"({"status":"ok"})"));
}

http::Response unready(std::string_view reason) {
  return http::error_response(http::Status::service_unavailable, "unavailable", reason);
}

}  // namespace

const http::RouteOf<ServiceApi> ServiceApi::routes[] = {
    {Method::get, "/v1/info", "", &ServiceApi::info},
    {Method::get, "/v1/ca.pem", "", &ServiceApi::authority},
    {Method::get, "/livez", "", &ServiceApi::live},
    {Method::get, "/readyz", "", &ServiceApi::ready},
    {Method::get, "/v1/openapi.json", "", &ServiceApi::document},
    {Method::get, "/openapi.json", "", &ServiceApi::document},
};

void ServiceApi::add_routes(http::Router& router) {
  router.add(routes, *this);
}

Task<http::Response> ServiceApi::info(const http::Request&) {
  const auto status = co_await mailroom_.status();
  if (!status) co_return http::error_response(status.error());
  co_return http::json_response(info_json(facts_(), *status, mailroom_.now()));
}

Task<http::Response> ServiceApi::live(const http::Request&) {
  co_return healthy();
}

Task<http::Response> ServiceApi::ready(const http::Request&) {
  const auto facts = facts_();
  if (!facts.unready.empty()) co_return unready(facts.unready);
  const auto status = co_await mailroom_.status();
  if (!status) co_return unready("the store does not answer: " + status.error().message);
  co_return healthy();
}

Task<http::Response> ServiceApi::authority(const http::Request&) {
  const auto facts = facts_();
  if (facts.ca_pem.empty())
    co_return http::error_response(
        http::Status::not_found, "not_found",
        "this server has no CA of its own: start it with --tls=auto; with --tls-cert, "
        "clients need the CA that signed that certificate");
  http::Response response;
  response.headers.set("Content-Type", "application/x-pem-file");
  response.headers.set("Content-Disposition", "attachment; filename=\"mailstop-ca.pem\"");
  response.body = facts.ca_pem;
  co_return response;
}

Task<http::Response> ServiceApi::document(const http::Request&) {
  http::Response response;
  response.headers.set("Content-Type", "application/json");
  response.body = openapi_document();
  co_return response;
}

}  // namespace mailstop::api::v1
