// The numbers by which MailCatcher calls messages: 1, 2, 3 in the order in which they came, always one more
// than the largest that is still there, as SQLite counts. So they begin at 1 again once everything was
// deleted, which is what test suites rely on. Built from events; knows nothing that they do not tell.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "events/event.hpp"

namespace mailstop::api::compat::mailcatcher {

using Number = std::uint64_t;

struct Added {
  Number number = 0;
  std::string id;
};
struct Removed {
  Number number = 0;
};
struct Cleared {};  // nothing is left

using Change = std::variant<Added, Removed, Cleared>;

class MessageNumbers {
 public:
  // A message that is there already; `known` is the number that it had, if it had one.
  void add(const mail::MessageSummary& message, std::optional<Number> known = std::nullopt);

  // What is told of the event to who knows messages by number. Told twice, it changes nothing.
  std::vector<Change> apply(const events::Event& event);

  std::optional<Number> number_of(const std::string& id) const;
  const std::string* id_of(Number number) const;  // nullptr when there is none
  std::size_t size() const { return messages_.size(); }

 private:
  struct Message {
    std::string id;
    std::string inbox;
  };

  void apply(const events::MessageStored& change, std::vector<Change>& changes);
  void apply(const events::MessageUpdated& change, std::vector<Change>& changes);
  void apply(const events::MessageDeleted& change, std::vector<Change>& changes);
  void apply(const events::InboxCleared& change, std::vector<Change>& changes);
  void apply(const events::StoreTrimmed&, std::vector<Change>&) {}
  void apply(const events::SessionEnded&, std::vector<Change>&) {}

  std::map<Number, Message> messages_;
  std::unordered_map<std::string, Number> numbers_;
};

}  // namespace mailstop::api::compat::mailcatcher
