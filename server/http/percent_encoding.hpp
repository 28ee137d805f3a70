// RFC 3986 section 2.1, strict: what a browser, a proxy and this server would read differently is refused.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::http {

enum class Plus { literal, space };  // in a path, in a query

// Errors: a broken escape, a NUL, text that is not UTF-8 once decoded.
Result<std::string> percent_decode(std::string_view text, Plus plus);

// Everything but unreserved characters is escaped.
std::string percent_encode(std::string_view text);

}  // namespace mailstop::http
