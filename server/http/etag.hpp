// Entity tags of RFC 9110 section 8.8.3.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::http {

// A strong tag around characters that a tag may hold: an id, a hash.
std::string make_etag(std::string_view opaque);

// A tag from the bytes themselves; the same in every run.
std::string make_content_etag(std::string_view bytes);

// If-None-Match and If-Match hold "*" or a list. Weak comparison: W/ does not matter.
bool etag_list_contains(std::string_view list, std::string_view etag);

}  // namespace mailstop::http
