#include "store/sqlite/held_rows.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {

RowBounds bounds_of(const Selection& selection, Range range) {
  constexpr std::uint64_t largest = (std::uint64_t{1} << 62) - 1;
  const auto after = static_cast<std::int64_t>(std::min(std::max(selection.after, range.after), largest));
  const auto before = static_cast<std::int64_t>(std::min(range.before, largest));
  if (selection.held) return {before_held_rows + after, before == 0 ? 0 : before_held_rows + before};
  return {after, before == 0 ? INT64_MAX : before};
}

}  // namespace mailstop::store::sqlite
