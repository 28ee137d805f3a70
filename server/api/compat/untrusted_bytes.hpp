// An answer with bytes that a stranger has sent: a browser looks at them without scripts and without our
// origin.
#pragma once
#include <string>
#include <string_view>

#include "http/finish.hpp"
#include "http/response.hpp"

namespace mailstop::api::compat {

// `content_type` may come from the mail; what cannot stand in a header becomes application/octet-stream.
http::Response untrusted_bytes(std::string bytes, std::string_view content_type,
                               std::string_view policy = http::sandbox_content_security_policy);

}  // namespace mailstop::api::compat
