// What happened to the store, in its order. `sequence` is the store's: one increasing integer over every
// change.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mail/message_summary.hpp"
#include "mail/smtp_session.hpp"

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
  std::string inbox;          // every message of it is gone
  std::uint64_t deleted = 0;  // that were not told of before
};

// The limits of an inbox, or of the whole store, were kept by deleting the oldest: told after their
// MessageDeleted.
struct StoreTrimmed {
  std::string inbox;  // "" for the whole store
  std::uint64_t deleted = 0;
};

struct SessionEnded {
  mail::SmtpSession session;  // without transcript
};

struct Event {
  std::uint64_t sequence = 0;
  std::variant<MessageStored, MessageUpdated, MessageDeleted, InboxCleared, StoreTrimmed, SessionEnded>
      change;
};

// Does it concern who reads this inbox?
bool is_about(const Event& event, std::string_view inbox);

}  // namespace mailstop::events
