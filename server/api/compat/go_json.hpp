// JSON as Go's encoder writes it, which is what clients of Mailpit and MailHog were written against: < > &
// are escaped, and a line break ends it. What was written with v1::JsonWriter goes through here.
#pragma once
#include <string>
#include <string_view>

#include "http/response.hpp"

namespace mailstop::api::compat {

// Without the line break, as json.Marshal leaves it.
std::string escape_as_go(std::string_view json);
std::string to_go_json(std::string_view json);

http::Response go_json_response(std::string_view json, http::Status status = http::Status::ok,
                                std::string_view content_type = "application/json");

}  // namespace mailstop::api::compat
