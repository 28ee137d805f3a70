// Changes, as far as it is about messages that wait for their time (RFC 4865).
#include <vector>

#include "store/sqlite/changes.hpp"
#include "store/sqlite/held_rows.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr std::uint64_t most_released = 200;  // in one transaction: large messages may be among them

}  // namespace

std::int64_t Changes::next_held_row() {
  auto& newest = statements_.newest_held.bind();
  const bool has_any = newest.step() && !newest.is_null(0);
  const std::int64_t row = (has_any ? newest.integer(0) : before_held_rows) + 1;
  newest.reset();
  return row;
}

Release Changes::release_due(Timestamp now) {
  std::vector<std::int64_t> rows;
  auto& due = statements_.due.bind(now.time_since_epoch().count(), most_released);
  while (due.step()) rows.push_back(due.integer(0));
  for (const auto row : rows) release(row);

  Release result;
  result.released = rows.size();
  auto& next = statements_.next_due.bind();
  if (next.step() && !next.is_null(0)) result.next = Timestamp{Duration{next.integer(0)}};
  next.reset();
  return result;
}

void Changes::release(std::int64_t row) {
  statements_.by_row.bind(row);
  if (!statements_.by_row.step()) return;
  auto summary = read_summary(statements_.by_row);
  statements_.by_row.reset();
  summary.held_until.reset();
  store(summary);
  statements_.release_message.bind(summary.sequence, row).run();
  statements_.release_content.bind(summary.sequence, row).run();
  statements_.release_raw.bind(summary.sequence, row).run();
  index_.note_stored(static_cast<std::int64_t>(summary.sequence));
}

}  // namespace mailstop::store::sqlite
