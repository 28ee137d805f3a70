// Changes, as far as it is about messages that are named one by one.
#include <map>
#include <vector>

#include "store/sqlite/changes.hpp"

namespace mailstop::store::sqlite {

std::optional<std::int64_t> Changes::row_of(std::string_view id) {
  statements_.row_of.bind(id);
  if (!statements_.row_of.step()) return std::nullopt;
  const auto row = statements_.row_of.integer(0);
  statements_.row_of.reset();
  return row;
}

Result<std::uint64_t> Changes::update(std::span<const std::string> ids, const Patch& changed) {
  std::vector<std::int64_t> rows;
  for (const auto& id : ids) {
    if (const auto row = row_of(id)) rows.push_back(*row);
  }
  return update(rows, changed);
}

// Whoever names messages is told of these messages, also when none is left: that is no clearing of an inbox.
Result<std::vector<std::string>> Changes::remove(std::span<const std::string> ids) {
  std::map<std::int64_t, std::vector<std::string>> ids_by_inbox;
  std::vector<std::string> removed;
  for (const auto& id : ids) {
    const auto row = row_of(id);
    auto removal = row ? remove_rows(*row) : std::nullopt;
    if (!removal) continue;
    removed.push_back(removal->id);
    if (!removal->is_held) ids_by_inbox[removal->inbox].push_back(std::move(removal->id));
  }
  for (auto& [inbox_id, gone] : ids_by_inbox) {
    Inbox& inbox = inboxes_.at(inbox_id);
    tell(inboxes_.next_sequence(inbox), events::MessageDeleted{std::move(gone), inbox.name});
  }
  return removed;
}

}  // namespace mailstop::store::sqlite
