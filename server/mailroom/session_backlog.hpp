// How much of what SMTP sessions leave behind waits for the store. A disk that stalls must fill neither the
// memory nor the log: beyond the limits sessions are dropped and counted, and the count is logged when it
// reaches 1, 10, 100 and so on, and when the store has caught up. Owned by Sessions; any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace mailstop::mailroom {

struct BacklogLimits {
  std::size_t sessions = 10'000;
  std::size_t bytes = std::size_t{32} << 20;  // of text
};

class SessionBacklog {
 public:
  explicit SessionBacklog(BacklogLimits limits) : limits_(limits) {}

  // False when it is full: the session must be dropped.
  bool add(std::size_t bytes);
  void remove(std::size_t bytes);

  std::uint64_t dropped() const;  // since the store last had caught up

 private:
  const BacklogLimits limits_;
  mutable std::mutex mutex_;
  std::size_t sessions_ = 0;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t next_logged_ = 1;
};

}  // namespace mailstop::mailroom
