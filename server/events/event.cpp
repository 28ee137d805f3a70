#include "events/event.hpp"

#include <algorithm>

namespace mailstop::events {
namespace {

struct IsAbout {
  std::string_view inbox;

  bool operator()(const MessageStored& change) const { return change.message.inbox == inbox; }
  bool operator()(const MessageUpdated& change) const { return change.message.inbox == inbox; }
  bool operator()(const MessageDeleted& change) const { return change.inbox == inbox; }
  bool operator()(const InboxCleared& change) const { return change.inbox == inbox; }
  bool operator()(const StoreTrimmed& change) const { return change.inbox == inbox; }
  bool operator()(const SessionEnded& change) const {
    const auto inboxes = mail::inboxes_of(change.session);
    return std::find(inboxes.begin(), inboxes.end(), inbox) != inboxes.end();
  }
};

}  // namespace

bool is_about(const Event& event, std::string_view inbox) {
  return std::visit(IsAbout{inbox}, event.change);
}

}  // namespace mailstop::events
