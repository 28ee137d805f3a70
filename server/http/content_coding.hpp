// Content codings: what the client takes (RFC 9110 section 12.5.3), and gzip itself.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::http {

// `coding` is named, or covered by "*", with a quality above 0.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

std::string gzip(std::string_view bytes);

}  // namespace mailstop::http
