// Takes pieces out of one message: what a CSS selector or a regular expression finds. Always on a worker,
// since how long it takes is up to whoever wrote them.
#pragma once
#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "base/task.hpp"
#include "mail/html_selection.hpp"
#include "mailroom/mailroom.hpp"
#include "query/regex_extraction.hpp"

namespace mailstop::mailroom {

enum class Source { text, html, subject, raw_headers };

Task<Result<mail::HtmlSelection>> select_in_html(Mailroom& mailroom, std::string id,
                                                 mail::HtmlSelectionWish wish);

Task<Result<query::RegexMatches>> match_in(Mailroom& mailroom, std::string id, Source source,
                                           query::RegexExtraction regex, std::size_t limit);

}  // namespace mailstop::mailroom
