#include "api/compat/mailpit/send_routes.hpp"

#include "api/compat/go_json.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/send_request.hpp"
#include "api/v1/json_writer.hpp"
#include "base/base64.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;
using http::Status;

http::Response json_error(Status status, std::string_view text) {
  v1::JsonWriter json;
  json.begin_object();
  json.member("Error", text);
  json.end_object();
  return go_json_response(json.take(), status);
}

http::Response refuse_sending(Status status, std::string_view message) {
  if (status == Status::payload_too_large) return json_error(status, "http: request body too large");
  return refuse(status, message);
}

// RFC 7617: any user may send, and the name stays with the message.
std::string basic_user(const http::Request& request) {
  const auto value = request.header("Authorization");
  if (!starts_with_ignoring_case(value, "Basic ")) return {};
  const auto credentials = parse_base64(trim(value.substr(6)));
  if (!credentials) return {};
  const auto user = credentials->substr(0, credentials->find(':'));
  return is_valid_utf8(user) && escape_controls(user) == user ? user : std::string();
}

}  // namespace

void SendApi::add_routes(http::Router& router) {
  // Base64 makes attachments a third larger; the rest is room for the JSON around them.
  auto large = traits();
  large.body_limit = max_message_size_ + max_message_size_ / 3 + (1 << 20);
  large.refuse = refuse_sending;
  const http::RouteOf<SendApi> routes[] = {{Method::post, "/api/v1/send", "*", &SendApi::send, large}};
  router.add(routes, *this);
}

Task<http::Response> SendApi::send(const http::Request& request) {
  auto arrival = parse_send_request(request.body, mailroom_.now());
  if (!arrival) co_return json_error(Status::bad_request, arrival.error().message);
  if (arrival->raw.size() > max_message_size_)
    co_return json_error(Status::payload_too_large, "http: request body too large");
  arrival->envelope.client_address = request.client_address;
  arrival->envelope.auth_user = basic_user(request);
  const auto stored = co_await mailroom_.accept(std::move(*arrival));
  if (!stored) {
    const auto status = http::status_of(stored.error().code);
    co_return json_error(status == Status::internal_server_error ? Status::service_unavailable : status,
                         stored.error().message);
  }
  v1::JsonWriter json;
  json.begin_object();
  json.member("ID", *stored ? (*stored)->id : std::string());
  json.end_object();
  co_return go_json_response(json.take());
}

}  // namespace mailstop::api::compat::mailpit
