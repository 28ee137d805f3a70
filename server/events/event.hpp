// What happened to the store, in its order. `sequence` is the store's: one increasing integer over every
// change.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "mail/message_summary.hpp"

namespace mailstop::events {

struct MessageStored {
  mail::MessageSummary message;
};

struct MessageUpdated {
  mail::MessageSummary message;
};

struct MessageDeleted {
  std::vector<std::string> ids;  // at most 1,000 an event
  std::string inbox;
};

struct InboxCleared {
  std::string inbox;  // every message of it is gone
};

struct Event {
  std::uint64_t sequence = 0;
  std::variant<MessageStored, MessageUpdated, MessageDeleted, InboxCleared> change;
};

const std::string& inbox_of(const Event& event);

}  // namespace mailstop::events
