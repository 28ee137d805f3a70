// The one door to MIME parsing (GMime stays behind it). Pure and thread-safe.
//
// parse_message never throws and never refuses: whatever it cannot understand becomes a warning. It is
// bounded: nesting 50, parts 2,000, headers 2,000 for the whole message; beyond that the rest is left as
// opaque body with a warning.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

// Once per process, before the first parse.
void initialise_parser();

ParsedMessage parse_message(std::string_view raw);

// The top-level header block in order.
std::vector<Header> parse_headers(std::string_view raw);

// The decoded bytes of a part of `raw` (transfer encoding undone, charset kept).
std::string decode_part(std::string_view raw, const Part& part);

// A text part's content in Unicode: decoded, charset converted (guessed when missing or wrong), line ends as
// sent.
std::string decode_text(std::string_view raw, const Part& part);

// The bodies as parse_message gives them, from the stored part table instead of a second parse.
std::string text_body(std::string_view raw, const std::vector<Part>& parts);
std::string html_body(std::string_view raw, const std::vector<Part>& parts);

}  // namespace mailstop::mail
