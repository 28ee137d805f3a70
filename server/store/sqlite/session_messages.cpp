#include "store/sqlite/session_messages.hpp"

namespace mailstop::store::sqlite {

std::int64_t SessionMessages::take(const std::string& session) {
  std::int64_t count = 0;
  if (const auto open = open_.find(session); open != open_.end()) count = open->second;
  if (const auto change = changes_.find(session); change != changes_.end()) {
    count += change->second;
    changes_.erase(change);
  }
  taken_.push_back(session);
  return count;
}

// Messages come before the end of their session, so only what goes can be of one that has ended.
std::vector<std::pair<std::string, std::int64_t>> SessionMessages::changes_of_ended() const {
  std::vector<std::pair<std::string, std::int64_t>> result;
  for (const auto& [session, change] : changes_) {
    if (change < 0 && !open_.contains(session)) result.emplace_back(session, change);
  }
  return result;
}

void SessionMessages::commit() {
  for (const auto& session : taken_) open_.erase(session);
  for (const auto& [session, change] : changes_) {
    if (change == 0 || (change < 0 && !open_.contains(session))) continue;
    const auto open = open_.try_emplace(session, 0).first;
    open->second += change;
    if (open->second <= 0) open_.erase(open);
  }
  while (open_.size() > most_open_) open_.erase(open_.begin());
  forget_batch();
}

void SessionMessages::forget_batch() {
  changes_.clear();
  taken_.clear();
}

}  // namespace mailstop::store::sqlite
