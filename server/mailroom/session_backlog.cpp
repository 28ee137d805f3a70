#include "mailroom/session_backlog.hpp"

#include "base/log.hpp"

namespace mailstop::mailroom {

// A single one may be larger than the limit.
bool SessionBacklog::add(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  const bool has_room = sessions_ < limits_.sessions && bytes_ + bytes <= limits_.bytes;
  if (sessions_ == 0 || has_room) {
    ++sessions_;
    bytes_ += bytes;
    return true;
  }
  if (++dropped_ < next_logged_) return false;
  next_logged_ *= 10;
  log::warning("the store does not answer, {} SMTP sessions wait for it: {} not kept", sessions_, dropped_);
  return false;
}

void SessionBacklog::remove(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  --sessions_;
  bytes_ -= bytes;
  if (sessions_ > 0 || dropped_ == 0) return;
  log::warning("the store answers again; SMTP sessions that were not kept meanwhile: {}", dropped_);
  dropped_ = 0;
  next_logged_ = 1;
}

std::uint64_t SessionBacklog::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

}  // namespace mailstop::mailroom
