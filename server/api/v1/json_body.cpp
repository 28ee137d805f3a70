#include "api/v1/json_body.hpp"

#include <fmt/format.h>

namespace mailstop::api::v1 {

http::Response unsupported_type(const http::Request& request, std::string_view expected) {
  const auto type = request.content_type();
  return http::error_response(http::Status::unsupported_media_type, "unsupported_media_type",
                              fmt::format("Content-Type must be {}, it is {}", expected,
                                          type.empty() ? "missing" : fmt::format("\"{}\"", type)));
}

std::optional<http::Response> refuse_unless_json(const http::Request& request) {
  if (request.content_type() == "application/json") return std::nullopt;
  return unsupported_type(request, "application/json");
}

}  // namespace mailstop::api::v1
