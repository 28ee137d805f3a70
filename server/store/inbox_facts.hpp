// What is known and what was said of an inbox. Part of store/message_store.hpp.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"

namespace mailstop::store {

struct Totals {
  std::uint64_t total = 0;
  std::uint64_t unread = 0;
};

// What is beyond these is deleted, the oldest first; pinned and held messages stay. None for no limit.
struct RetentionLimits {
  std::optional<std::uint64_t> max_messages;
  std::optional<Duration> max_age;  // since it was received

  bool any() const { return max_messages || max_age; }
};

// Of the whole store.
struct StoreLimits : RetentionLimits {
  std::optional<std::uint64_t> max_bytes;  // of the database
};

struct InboxSettings {
  RetentionLimits retention;
  bool accepts = true;                  // else new mail for it is refused
  std::optional<std::string> password;  // that the AUTH user of its name must give; none lets any pass
};

struct InboxFacts {
  std::string name;
  Totals totals;
  std::optional<Timestamp> last_received_at;
  InboxSettings settings;
};

}  // namespace mailstop::store
