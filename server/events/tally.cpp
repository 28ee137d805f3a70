#include "events/tally.hpp"

namespace mailstop::events {

void Tally::count(std::span<const Event> events) {
  for (const auto& event : events) {
    if (const auto* stored = std::get_if<MessageStored>(&event.change)) {
      ++stored_;
      stored_bytes_ += stored->message.size;
    } else if (const auto* removed = std::get_if<MessageDeleted>(&event.change)) {
      deleted_ += removed->ids.size();
    } else if (const auto* cleared = std::get_if<InboxCleared>(&event.change)) {
      deleted_ += cleared->deleted;
    } else if (const auto* ended = std::get_if<SessionEnded>(&event.change)) {
      if (const auto outcome = ended->session.outcome) ++sessions_[static_cast<std::size_t>(*outcome)];
    }
  }
}

}  // namespace mailstop::events
