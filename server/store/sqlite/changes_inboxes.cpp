// Changes, as far as it is about the settings of inboxes, what is deleted because of limits, and the space
// that it leaves.
#include <fmt/format.h>

#include "store/sqlite/changes.hpp"

namespace mailstop::store::sqlite {

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
