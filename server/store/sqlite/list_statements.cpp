#include "store/sqlite/list_statements.hpp"

#include <fmt/format.h>

namespace mailstop::store::sqlite {

std::string list_sql(std::string_view columns, std::string_view part, bool of_inbox, Order order) {
  return fmt::format(
      "SELECT {} FROM message m WHERE {}m.sequence > ? AND m.sequence < ? ORDER BY m.sequence{} {}", columns,
      of_inbox ? "m.inbox = (SELECT id FROM inbox WHERE name = ?) AND " : "",
      order == Order::newest ? " DESC" : "", part);
}

ListStatements::ListStatements(Database& database, std::string_view columns, std::string_view part)
    : newest_(database, list_sql(columns, part, false, Order::newest)),
      oldest_(database, list_sql(columns, part, false, Order::oldest)),
      inbox_newest_(database, list_sql(columns, part, true, Order::newest)),
      inbox_oldest_(database, list_sql(columns, part, true, Order::oldest)) {}

Statement& ListStatements::bind(const std::optional<std::string>& inbox, Order order, const RowBounds& rows,
                                std::uint64_t number) {
  const bool newest = order == Order::newest;
  if (inbox) return (newest ? inbox_newest_ : inbox_oldest_).bind(*inbox, rows.after, rows.before, number);
  return (newest ? newest_ : oldest_).bind(rows.after, rows.before, number);
}

}  // namespace mailstop::store::sqlite
