// The one place where a Query becomes SQL. Everything a user typed is a bound parameter.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "query/query.hpp"
#include "store/message_store.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

using Parameter = std::variant<std::int64_t, std::string, const query::TextCondition*,
                               const query::AttachmentTerm*, const query::LinkTerm*>;

// Looks into the query it was made from, which must outlive it.
struct Sql {
  std::string text;
  std::vector<Parameter> parameters;

  void bind_to(Statement& statement) const;
};

// A part of the store's order: sequences between two others, those not included; 0 is no bound.
struct Range {
  std::uint64_t after = 0;
  std::uint64_t before = 0;
};

// "SELECT <columns> FROM message m ... ORDER BY m.sequence ...": the messages of a selection within `range`,
// in order. `columns` are of `m`. With an index_expression() only those are looked at that the search index
// has under it.
Sql select_messages(const std::string& columns, const Selection& selection, Range range, Order order,
                    std::uint64_t limit, const std::string& index_expression = {});

}  // namespace mailstop::store::sqlite
