// Content types of untrusted bytes, and which types are worth compressing.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::http {

// The type under which bytes from a mail may be served from our origin. Images, audio, video and plain text
// that a browser only shows keep theirs; text of any other kind becomes text/plain; everything that it would
// run or that holds script (html, svg, xml, javascript, pdf, unknown) becomes application/octet-stream.
std::string safe_content_type(std::string_view declared, std::string_view charset = "");

bool is_compressible(std::string_view content_type);

}  // namespace mailstop::http
