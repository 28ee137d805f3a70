// Status line and headers as they go over the wire (RFC 9112).
#pragma once
#include <string>

#include "http/response.hpp"

namespace mailstop::http {

enum class Framing {
  none,     // 1xx, 204, 304: no body, no length
  length,   // Content-Length
  chunked,  // HTTP/1.1, length unknown
  close,    // HTTP/1.0, length unknown: ends with the connection
};

struct HeadFormat {
  Framing framing = Framing::length;
  size_t length = 0;
  bool keep_alive = true;
  unsigned version = 11;
};

std::string to_head(const Response& response, const HeadFormat& format);

// RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string to_http_date(std::time_t time);

}  // namespace mailstop::http
