// Mailpit's search language, which has no operators, no brackets and hardly a mistake: what it does not
// understand is a word to look for, and a date that cannot be read says nothing. From text to the Query of
// the native search.
#pragma once
#include <string_view>

#include "base/result.hpp"
#include "base/time_zone.hpp"
#include "query/query.hpp"

namespace mailstop::api::compat::mailpit {

// `zone` is for dates. Error: more words or bytes than anybody types.
Result<query::Query> parse_search(std::string_view text, const TimeZone& zone);

// Does it hold for every message? That of a text without words, or with none that says anything ("tag:").
bool holds_for_all(const query::Query& query);

// Of the query parameter `tz`: UTC when it is not there or not known.
TimeZone zone_named(std::string_view name);

}  // namespace mailstop::api::compat::mailpit
