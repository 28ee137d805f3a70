// An answer with bytes that a stranger has sent: a browser looks at them without scripts and without our
// origin.
#pragma once
#include <string>
#include <string_view>

#include "http/finish.hpp"
#include "http/response.hpp"
#include "mail/part.hpp"

namespace mailstop::api::compat {

// `content_type` may come from the mail; what cannot stand in a header becomes application/octet-stream.
http::Response untrusted_bytes(std::string bytes, std::string_view content_type,
                               std::string_view policy = http::sandbox_content_security_policy);

// The sandboxed HTML view is an origin of its own and shows the images that it names by cid: all the same.
// To other parts no other origin comes.
void let_html_view_show(const mail::Part& part, http::Response& response);

}  // namespace mailstop::api::compat
