#include "api/compat/mailpit/answers.hpp"

#include "base/text.hpp"

namespace mailstop::api::compat::mailpit {

using http::Status;

http::Response ok() {
  return http::text_response("ok");
}

http::Response bad_request(std::string_view text) {
  return http::text_response(to_valid_utf8(std::string(text)), Status::bad_request);
}

http::Response page_not_found() {
  return http::text_response("404 page not found", Status::not_found);
}

http::Response message_not_found() {
  return http::text_response("Message not found", Status::not_found);
}

http::Response redirect(std::string_view path) {
  auto response = http::empty_response(Status::found);
  response.headers.set("Location", path);
  return response;
}

http::Response answer(const Error& error) {
  if (error.code == Errc::not_found) return page_not_found();
  const auto status = http::status_of(error.code);
  const bool is_known = status == Status::payload_too_large || status == Status::service_unavailable;
  return http::text_response(to_valid_utf8(error.message), is_known ? status : Status::bad_request);
}

http::Response refuse(Status status, std::string_view message) {
  if (status == Status::method_not_allowed) return http::text_response("Method Not Allowed\n", status);
  if (status == Status::forbidden) return http::text_response("Blocked due to CORS violation\n", status);
  if (status == Status::payload_too_large) return bad_request("http: request body too large");
  return http::text_response(std::string(message), status);
}

http::RouteTraits traits() {
  http::RouteTraits traits;
  traits.body_limit = body_limit;
  traits.refuse = refuse;
  return traits;
}

http::RouteTraits waiting_traits() {
  auto waiting = traits();
  waiting.waits = true;
  return waiting;
}

http::RouteTraits same_origin_traits() {
  auto strict = traits();
  strict.same_origin = true;
  return strict;
}

}  // namespace mailstop::api::compat::mailpit
