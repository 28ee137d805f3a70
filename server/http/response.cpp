#include "http/response.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

struct Mapping {
  Status status;
  std::string_view code;
};

// The one table from what can fail to what HTTP calls it; a switch, so that a new Errc does not compile
// unmapped.
Mapping map(Errc code) {
  switch (code) {
    case Errc::invalid_argument:
      return {Status::bad_request, "invalid_argument"};
    case Errc::not_found:
      return {Status::not_found, "not_found"};
    case Errc::conflict:
      return {Status::conflict, "conflict"};
    case Errc::refused:
      return {Status::conflict, "refused"};
    case Errc::too_large:
      return {Status::payload_too_large, "too_large"};
    case Errc::too_expensive:
      return {Status::service_unavailable, "too_expensive"};
    case Errc::storage_full:
      return {Status::service_unavailable, "storage_full"};
    case Errc::storage_failed:
      return {Status::service_unavailable, "storage_failed"};
    case Errc::storage_unusable:
      return {Status::service_unavailable, "storage_unusable"};
    case Errc::unavailable:
      return {Status::service_unavailable, "unavailable"};
    case Errc::cancelled:
      return {Status::service_unavailable, "cancelled"};
    case Errc::network:
      return {Status::bad_gateway, "network"};
  }
  return {Status::internal_server_error, "internal"};
}

Response typed_response(std::string body, std::string_view content_type, Status status) {
  Response response{status, {}, std::move(body)};
  response.headers.set("Content-Type", content_type);
  return response;
}

}  // namespace

std::string_view bytes_of(const Body& body) {
  if (const auto* text = std::get_if<std::string>(&body)) return *text;
  if (const auto* view = std::get_if<std::string_view>(&body)) return *view;
  if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body)) {
    return *shared ? std::string_view(**shared) : std::string_view();
  }
  return {};
}

bool is_streamed(const Body& body) {
  return std::holds_alternative<BodyWriter>(body) || std::holds_alternative<EventWriter>(body);
}

Response text_response(std::string text, Status status) {
  return typed_response(std::move(text), "text/plain; charset=utf-8", status);
}

Response json_response(std::string json, Status status) {
  return typed_response(std::move(json), "application/json", status);
}

Response json_response(const nlohmann::ordered_json& json, Status status) {
  return json_response(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace), status);
}

Response empty_response(Status status) {
  return {status, {}, std::string()};
}

Response event_response(EventWriter writer) {
  return {Status::ok, {}, std::move(writer)};
}

Response error_response(Status status, std::string_view code, std::string_view message) {
  return error_response(status, code, message, nlohmann::ordered_json::object());
}

Response error_response(Status status, std::string_view code, std::string_view message,
                        const nlohmann::ordered_json& details) {
  nlohmann::ordered_json error;
  error["code"] = std::string(code);
  error["message"] = to_valid_utf8(std::string(message));
  error["details"] = details;
  nlohmann::ordered_json envelope;
  envelope["error"] = std::move(error);
  return json_response(envelope, status);
}

Response error_response(const Error& error) {
  const auto mapping = map(error.code);
  return error_response(mapping.status, mapping.code, error.message);
}

Status status_of(Errc code) {
  return map(code).status;
}
std::string_view code_of(Errc code) {
  return map(code).code;
}

}  // namespace mailstop::http
