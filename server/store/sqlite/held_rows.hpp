// Where a message's rows are: under its sequence, or, while it is held, under a number far below all
// sequences that counts the held ones in order of arrival.
#pragma once
#include <cstdint>

#include "store/message_store.hpp"
#include "store/sqlite/query_sql.hpp"

namespace mailstop::store::sqlite {

constexpr std::int64_t before_held_rows = -(std::int64_t{1} << 62);

inline bool is_held_row(std::int64_t row) {
  return row < 0;
}

// What a selection counts by, and what a cursor holds: the sequence, or the number among the held ones.
inline std::uint64_t number_of(std::int64_t row) {
  return static_cast<std::uint64_t>(is_held_row(row) ? row - before_held_rows : row);
}

inline std::int64_t row_of(std::uint64_t number, bool is_held) {
  return static_cast<std::int64_t>(number) + (is_held ? before_held_rows : 0);
}

// Rows between these two, which are not included.
struct RowBounds {
  std::int64_t after = 0;
  std::int64_t before = 0;
};

RowBounds bounds_of(const Selection& selection, Range range);

}  // namespace mailstop::store::sqlite
