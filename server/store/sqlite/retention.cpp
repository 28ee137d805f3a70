#include "store/sqlite/retention.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {

Retention::Retention(Database& database, const Inboxes& inboxes, PageUse& pages, StoreLimits of_store)
    : inboxes_(inboxes),
      pages_(pages),
      oldest_of_store_(database,
                       "SELECT sequence, received_at FROM message WHERE sequence > ? AND pinned = 0 "
                       "ORDER BY sequence LIMIT ?"),
      oldest_of_inbox_(database,
                       "SELECT sequence, received_at FROM message WHERE inbox = ? AND sequence > ? AND "
                       "pinned = 0 ORDER BY sequence LIMIT ?"),
      of_store_(of_store) {}

void Retention::load() {
  scopes_.clear();
  set(Inboxes::store_row, of_store_);
  for (const auto& [id, inbox] : inboxes_.all()) {
    if (id != Inboxes::store_row) set(id, inbox.limits);
  }
}

void Retention::set(std::int64_t inbox, RetentionLimits limits) {
  scopes_.erase(inbox);
  const bool is_limited = limits.any() || (inbox == Inboxes::store_row && of_store_.max_bytes);
  if (is_limited) scopes_[inbox].limits = limits;
}

void Retention::look_again(std::int64_t inbox) {
  for (const auto id : {Inboxes::store_row, inbox}) {
    const auto scope = scopes_.find(id);
    if (scope == scopes_.end()) continue;
    scope->second.floor = 0;
    scope->second.received_at.reset();
  }
}

void Retention::refresh() {
  look_at_size();
  for (auto& [inbox, scope] : scopes_) {
    if (scope.received_at || !may_have_more(inbox, scope)) continue;
    note_oldest(inbox, scope, find_oldest(inbox, scope, 1), 0);
  }
}

bool Retention::is_due(Timestamp now) const {
  return std::any_of(scopes_.begin(), scopes_.end(),
                     [&](const auto& entry) { return is_due(entry.first, entry.second, now); });
}

std::optional<Timestamp> Retention::next_expiry() const {
  std::optional<Timestamp> next;
  for (const auto& [inbox, scope] : scopes_) {
    if (!scope.limits.max_age || !scope.received_at) continue;
    const Timestamp expiry = Timestamp{Duration{*scope.received_at}} + *scope.limits.max_age;
    next = std::min(next.value_or(expiry), expiry);
  }
  return next;
}

// How many have to go is a guess, as if all were of the same size; what is left over the limit then goes
// with the next step.
void Retention::look_at_size() {
  beyond_size_ = 0;
  if (!of_store_.max_bytes) return;
  const auto used = pages_.used_bytes();
  if (used <= *of_store_.max_bytes) return;
  const auto share = static_cast<double>(used - *of_store_.max_bytes) / static_cast<double>(used);
  const auto total = static_cast<double>(inboxes_.at(Inboxes::store_row).total);
  beyond_size_ = static_cast<std::uint64_t>(share * total) + 1;
}

bool Retention::is_too_large() {
  look_at_size();
  return beyond_size_ > 0;
}

std::optional<Surplus> Retention::take(Timestamp now, std::uint64_t limit) {
  look_at_size();
  for (auto& [inbox, scope] : scopes_) {
    if (!is_due(inbox, scope, now)) continue;
    const auto too_many = excess(inbox, scope);
    const auto is_too_old = [&, &limits = scope.limits](const Candidate& candidate) {
      return limits.max_age && Timestamp{Duration{candidate.received_at}} + *limits.max_age <= now;
    };
    const auto oldest = find_oldest(inbox, scope, limit);
    Surplus surplus{inbox, {}};
    for (const auto& candidate : oldest) {
      if (surplus.rows.size() >= too_many && !is_too_old(candidate)) break;
      surplus.rows.push_back(candidate.row);
    }
    note_oldest(inbox, scope, oldest, surplus.rows.size());
    if (!surplus.rows.empty()) return surplus;
  }
  return std::nullopt;
}

std::uint64_t Retention::excess(std::int64_t inbox, const Scope& scope) const {
  const auto by_size = inbox == Inboxes::store_row ? beyond_size_ : 0;
  if (!scope.limits.max_messages) return by_size;
  const auto total = static_cast<std::uint64_t>(inboxes_.at(inbox).total);
  return std::max(by_size, total - std::min(total, *scope.limits.max_messages));
}

// Without a message that may go nothing is due, whatever the limits say: all that is there is pinned.
bool Retention::is_due(std::int64_t inbox, const Scope& scope, Timestamp now) const {
  if (!scope.received_at) return false;
  if (excess(inbox, scope) > 0) return true;
  return scope.limits.max_age && Timestamp{Duration{*scope.received_at}} + *scope.limits.max_age <= now;
}

bool Retention::may_have_more(std::int64_t inbox, const Scope& scope) const {
  return static_cast<std::int64_t>(inboxes_.at(inbox).sequence) > scope.floor;
}

std::vector<Retention::Candidate> Retention::find_oldest(std::int64_t inbox, const Scope& scope,
                                                         std::uint64_t limit) {
  const bool is_store = inbox == Inboxes::store_row;
  Statement& select =
      is_store ? oldest_of_store_.bind(scope.floor, limit) : oldest_of_inbox_.bind(inbox, scope.floor, limit);
  std::vector<Candidate> oldest;
  while (select.step()) oldest.push_back({select.integer(0), select.integer(1)});
  return oldest;
}

// `taken` of the oldest are as good as gone; when that is all that were found, refresh() looks further.
void Retention::note_oldest(std::int64_t inbox, Scope& scope, const std::vector<Candidate>& oldest,
                            std::size_t taken) {
  if (taken < oldest.size()) {
    scope.floor = oldest[taken].row - 1;
    scope.received_at = oldest[taken].received_at;
    return;
  }
  scope.floor = oldest.empty() ? static_cast<std::int64_t>(inboxes_.at(inbox).sequence) : oldest.back().row;
  scope.received_at.reset();
}

}  // namespace mailstop::store::sqlite
