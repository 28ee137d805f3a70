// What a reading thread says of many messages: the pages of lists in any order, and the rows of a selection.
// Owned by Reader.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/message_store.hpp"
#include "store/sqlite/list_statements.hpp"
#include "store/sqlite/query_sql.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class ListReader {
 public:
  explicit ListReader(Database& database);

  Page page(const ListRequest& request);
  // The id of the newest message; "" when there is none.
  std::string latest(const Selection& selection);
  // The first `limit` rows of the selection in `range`.
  std::vector<std::int64_t> rows(const Selection& selection, Range range, Order order, std::uint64_t limit);
  // A number (see held_rows.hpp) that all messages which the selection may hold now are below.
  std::uint64_t end_of(const Selection& selection);

  std::uint64_t sequence();
  Totals totals(const std::optional<std::string>& inbox);
  std::uint64_t indexed();

 private:
  // A part of a search: the messages in a range, all of them or those that the index knows of.
  struct Part {
    Range range;
    std::string index_expression;
  };

  void list_all(const ListRequest& request, Page& page);
  void search(const ListRequest& request, Page& page);
  void sort(const ListRequest& request, Page& page);
  void show(std::vector<Place> places, const ListRequest& request, Page& page);
  bool skip(const ListRequest& request, std::uint64_t total, RowBounds& bounds);
  std::vector<Part> parts_of(const Selection& selection, Range range, Order order);
  template <class OnRow>
  std::uint64_t find(const std::string& columns, const Selection& selection, Range range, Order order,
                     std::uint64_t limit, OnRow on_row);
  std::uint64_t count_matches(const Selection& selection);

  Database& database_;
  ListStatements list_;
  ListStatements place_;
  Statement store_, inbox_;
  Statement summary_;
  Statement newest_held_;
  Statement indexed_;
};

}  // namespace mailstop::store::sqlite
