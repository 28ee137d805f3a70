// What of a query the search index (schema/sqlite/0006_search_index.sql) can answer: an expression of FTS5
// that holds for every message which the query holds for, and for some others.
#pragma once
#include <optional>
#include <string>

#include "query/query.hpp"

namespace mailstop::store::sqlite {

// None when the query says nothing that the index knows: then every message has to be looked at.
std::optional<std::string> index_expression(const query::Query& query);

}  // namespace mailstop::store::sqlite
