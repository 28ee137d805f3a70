// One question about the messages of a list, prepared for the whole store and for one inbox, in both orders.
// Owned by ListReader.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "store/sqlite/held_rows.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class ListStatements {
 public:
  // Of `message m`; `part` ends the statement and has one parameter ("LIMIT ?").
  ListStatements(Database& database, std::string_view columns, std::string_view part);

  Statement& bind(const std::optional<std::string>& inbox, Order order, const RowBounds& rows,
                  std::uint64_t number);

 private:
  Statement newest_, oldest_, inbox_newest_, inbox_oldest_;
};

// What ListStatements prepares: parameters are the inbox's name when `of_inbox`, the bounds, that of `part`.
std::string list_sql(std::string_view columns, std::string_view part, bool of_inbox, Order order);

// Steps over so many places, in an index alone (tests/unit/store/list_plan_test.cpp), to one row.
constexpr std::string_view place_column = "m.sequence";
constexpr std::string_view place_at_offset = "LIMIT 1 OFFSET ?";

}  // namespace mailstop::store::sqlite
