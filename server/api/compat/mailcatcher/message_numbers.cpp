#include "api/compat/mailcatcher/message_numbers.hpp"

namespace mailstop::api::compat::mailcatcher {

void MessageNumbers::add(const mail::MessageSummary& message, std::optional<Number> known) {
  const auto next = messages_.empty() ? 1 : messages_.rbegin()->first + 1;
  const auto number = known.value_or(next);
  if (!numbers_.emplace(message.id, number).second) return;
  messages_.emplace(number, Message{message.id, message.inbox});
}

std::vector<Change> MessageNumbers::apply(const events::Event& event) {
  std::vector<Change> changes;
  std::visit([&](const auto& change) { apply(change, changes); }, event.change);
  return changes;
}

std::optional<Number> MessageNumbers::number_of(const std::string& id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

const std::string* MessageNumbers::id_of(Number number) const {
  const auto found = messages_.find(number);
  return found == messages_.end() ? nullptr : &found->second.id;
}

void MessageNumbers::apply(const events::MessageStored& change, std::vector<Change>& changes) {
  if (numbers_.contains(change.message.id)) return;
  add(change.message);
  changes.push_back(Added{numbers_.at(change.message.id), change.message.id});
}

void MessageNumbers::apply(const events::MessageUpdated& change, std::vector<Change>&) {
  if (const auto number = number_of(change.message.id)) messages_.at(*number).inbox = change.message.inbox;
}

void MessageNumbers::apply(const events::MessageDeleted& change, std::vector<Change>& changes) {
  for (const auto& id : change.ids) {
    const auto number = number_of(id);
    if (!number) continue;
    messages_.erase(*number);
    numbers_.erase(id);
    changes.push_back(Removed{*number});
  }
}

void MessageNumbers::apply(const events::InboxCleared& change, std::vector<Change>& changes) {
  for (auto next = messages_.begin(); next != messages_.end();) {
    const auto current = next++;
    if (current->second.inbox != change.inbox) continue;
    changes.push_back(Removed{current->first});
    numbers_.erase(current->second.id);
    messages_.erase(current);
  }
  if (!changes.empty() && messages_.empty()) changes.assign(1, Cleared{});
}

}  // namespace mailstop::api::compat::mailcatcher
