// Changes, as far as it is about the settings and names of inboxes, what is deleted because of limits, and
// the space that it leaves.
#include <fmt/format.h>

#include "store/sqlite/changes.hpp"

namespace mailstop::store::sqlite {
namespace {

Error nothing_to_rename(std::string_view inbox) {
  return not_found(
      fmt::format("there is no inbox \"{}\" to rename: it holds no message and was not set up", inbox));
}

Error name_in_use(std::string_view inbox) {
  return {Errc::conflict,
          fmt::format("the name \"{}\" is in use: that inbox holds messages or was set up", inbox)};
}

}  // namespace

void Changes::set_up_inbox(const std::string& name, const InboxSettings& settings) {
  Inbox& inbox = inboxes_.at_or_new(name);
  inboxes_.set_up(inbox, settings);
  retention_.set(inbox.id, inbox.limits);
}

void Changes::forget_inbox_settings(const std::string& name) {
  Inbox* inbox = inboxes_.find(name);
  if (!inbox) return;
  inboxes_.forget_settings(*inbox);
  retention_.set(inbox->id, inbox->limits);
}

bool Changes::is_in_use(const Inbox* inbox) {
  if (!inbox) return false;
  if (inbox->total > 0 || inbox->is_set_up) return true;
  const bool holds_any = statements_.held_in_inbox.bind(inbox->id).step();
  statements_.held_in_inbox.reset();
  return holds_any;
}

Result<void> Changes::rename_inbox(const std::string& name, const std::string& new_name) {
  Inbox* inbox = inboxes_.find(name);
  if (!is_in_use(inbox)) return nothing_to_rename(name);
  if (is_in_use(inboxes_.find(new_name))) return name_in_use(new_name);
  inboxes_.rename(*inbox, new_name);
  return {};
}

Result<std::uint64_t> Changes::tell_renamed(std::span<const std::int64_t> rows, const std::string& inbox) {
  std::uint64_t count = 0;
  for (const auto row : rows) {
    statements_.by_row.bind(row);
    if (!statements_.by_row.step()) continue;
    const auto summary = read_summary(statements_.by_row);
    statements_.by_row.reset();
    if (summary.inbox != inbox) continue;
    tell(inboxes_.next_sequence(inboxes_.at_or_new(inbox)), events::MessageUpdated{summary});
    ++count;
  }
  return count;
}

void Changes::keep_document(std::string_view name, std::string_view text) {
  statements_.keep_document.bind(name, text).run();
}

void Changes::shrink(std::uint64_t pages) {
  database_.execute(fmt::format("PRAGMA incremental_vacuum({})", pages));
}

std::uint64_t Changes::trim(Timestamp now, std::uint64_t limit) {
  std::uint64_t deleted = 0;
  // Messages must not go for the space that the entries of others still take.
  if (retention_.is_too_large() && index_.is_stale(0)) index_.clear();
  while (deleted < limit && !database_.has_failed()) {
    const auto surplus = retention_.take(now, limit - deleted);
    if (!surplus) break;
    const auto removed = remove(surplus->rows);
    const std::string inbox = inboxes_.at(surplus->inbox).name;
    tell(inboxes_.next_sequence(), events::StoreTrimmed{inbox, *removed});
    deleted += *removed;
  }
  return deleted;
}

}  // namespace mailstop::store::sqlite
