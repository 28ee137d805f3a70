// One request as handlers see it: routed, decoded, complete. Lives until its answer is written, so that a
// handler and the body writer it returns may hold a reference.
#pragma once
#include <boost/beast/http/verb.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "http/headers.hpp"
#include "http/query_parameters.hpp"

namespace mailstop::http {

using Method = boost::beast::http::verb;  // Method::get, head, post, put, patch, delete_, options

struct Request {
  Method method = Method::get;
  std::string target;                 // as sent, without scheme and authority
  std::string path;                   // decoded: "/v1/messages/01h5"
  std::vector<std::string> segments;  // decoded, none for "/"
  std::vector<std::pair<std::string_view, std::string>>
      path_parameters;  // by the names of the route's pattern
  QueryParameters query;
  Headers headers;
  std::string body;
  std::string host;            // "localhost:8025", from the target or the Host header
  std::string client_address;  // "127.0.0.1"
  bool is_upgrade = false;     // asks for a WebSocket

  // The value of `{name}` in the route's pattern. Asking for a name the pattern lacks is a bug and throws.
  const std::string& parameter(std::string_view name) const;

  std::string_view header(std::string_view name) const { return headers.get(name); }
  // Type and subtype of Content-Type in lower case, without parameters: "message/rfc822".
  std::string content_type() const;
};

// Decodes and checks target and headers (escapes, dot segments, Host). Errors: invalid_argument.
Result<Request> make_request(Method method, std::string_view target, Headers headers = {},
                             std::string body = {});

}  // namespace mailstop::http
