#include "api/compat/go_json.hpp"

namespace mailstop::api::compat {

// None of these stands outside of a string in JSON.
std::string escape_as_go(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size() + 1);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    const auto rest = json.substr(i);
    if (c == '<') {
      escaped += "\\u003c";
    } else if (c == '>') {
      escaped += "\\u003e";
    } else if (c == '&') {
      escaped += "\\u0026";
    } else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
      escaped += rest.starts_with("\u2028") ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string to_go_json(std::string_view json) {
  return escape_as_go(json) += '\n';
}

http::Response go_json_response(std::string_view json, http::Status status, std::string_view content_type) {
  http::Response response;
  response.status = status;
  response.headers.set("Content-Type", content_type);
  response.body = to_go_json(json);
  return response;
}

}  // namespace mailstop::api::compat
