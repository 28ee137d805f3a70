#include "events/event.hpp"

namespace mailstop::events {
namespace {

struct InboxOf {
  const std::string& operator()(const MessageStored& change) const { return change.message.inbox; }
  const std::string& operator()(const MessageUpdated& change) const { return change.message.inbox; }
  const std::string& operator()(const MessageDeleted& change) const { return change.inbox; }
  const std::string& operator()(const InboxCleared& change) const { return change.inbox; }
};

}  // namespace

const std::string& inbox_of(const Event& event) {
  return std::visit(InboxOf{}, event.change);
}

}  // namespace mailstop::events
