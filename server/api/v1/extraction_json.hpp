// The answers of /select and /match.
#pragma once
#include <string>

#include "mail/html_selection.hpp"
#include "query/regex_extraction.hpp"

namespace mailstop::api::v1 {

std::string selection_json(const mail::HtmlSelection& selection, bool has_html);
std::string regex_matches_json(const query::RegexMatches& found);

}  // namespace mailstop::api::v1
