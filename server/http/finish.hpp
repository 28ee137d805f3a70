// What every answer goes through after its handler: ETag and If-None-Match, Range, gzip, Vary and the
// security headers. Pure: the session only writes what comes out.
#pragma once
#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::http {

// A handler's own Content-Security-Policy, Cache-Control and the like win over the defaults set here.
Response finish(const Request& request, Response response);

// The strict policy of the page and of everything else that does not set its own.
extern const std::string_view default_content_security_policy;

// For bytes from a mail that a browser shows on its own: no script, no origin, nothing loaded.
extern const std::string_view sandbox_content_security_policy;

}  // namespace mailstop::http
