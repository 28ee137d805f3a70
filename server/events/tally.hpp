// Counts what has happened to the store since the start. Fed with the events that the bus carries, read by
// whoever reports them. Any thread.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <span>

#include "events/event.hpp"

namespace mailstop::events {

class Tally {
 public:
  void count(std::span<const Event> events);

  std::uint64_t stored() const { return stored_; }
  std::uint64_t stored_bytes() const { return stored_bytes_; }
  std::uint64_t deleted() const { return deleted_; }
  // SMTP sessions that ended so.
  std::uint64_t sessions(mail::SessionOutcome outcome) const {
    return sessions_[static_cast<std::size_t>(outcome)];
  }

 private:
  std::atomic<std::uint64_t> stored_{0};
  std::atomic<std::uint64_t> stored_bytes_{0};
  std::atomic<std::uint64_t> deleted_{0};
  std::array<std::atomic<std::uint64_t>, std::size(mail::session_outcomes)> sessions_{};
};

}  // namespace mailstop::events
