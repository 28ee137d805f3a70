#include "api/compat/untrusted_bytes.hpp"

#include "http/headers.hpp"

namespace mailstop::api::compat {

http::Response untrusted_bytes(std::string bytes, std::string_view content_type, std::string_view policy) {
  const bool is_safe = http::is_safe_header_value(content_type);
  http::Response response;
  response.headers.set("Content-Type", is_safe ? content_type : "application/octet-stream");
  response.headers.set("Content-Security-Policy", policy);
  response.body = std::move(bytes);
  return response;
}

void let_html_view_show(const mail::Part& part, http::Response& response) {
  const bool is_named_image = !part.content_id.empty() && part.content_type.starts_with("image/");
  if (is_named_image) response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
}

}  // namespace mailstop::api::compat
