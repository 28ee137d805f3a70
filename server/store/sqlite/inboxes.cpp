#include "store/sqlite/inboxes.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {

Inboxes::Inboxes(Database& database)
    : database_(database),
      select_(database,
              "SELECT id, name, total, unread, sequence, last_received_at, is_set_up, accepts, max_messages, "
              "max_age FROM inbox"),
      insert_(database, "INSERT INTO inbox (id, name) VALUES (?, ?)"),
      update_(database,
              "UPDATE inbox SET total = ?, unread = ?, sequence = ?, last_received_at = ? WHERE id = ?"),
      set_up_(
          database,
          "UPDATE inbox SET is_set_up = ?, accepts = ?, max_messages = ?, max_age = ?, password = ? WHERE "
          "id = ?"),
      set_name_(database, "UPDATE inbox SET name = ? WHERE id = ?") {}

void Inboxes::load() {
  by_id_.clear();
  by_name_.clear();
  changed_.clear();
  by_id_[store_row];
  select_.reset();
  while (select_.step()) {
    Inbox inbox;
    inbox.id = select_.integer(0);
    inbox.name = select_.text(1);
    inbox.total = select_.integer(2);
    inbox.unread = select_.integer(3);
    inbox.sequence = select_.natural(4);
    if (!select_.is_null(5)) inbox.last_received_at = select_.integer(5);
    inbox.is_set_up = select_.integer(6) != 0;
    inbox.accepts = select_.integer(7) != 0;
    if (!select_.is_null(8)) inbox.limits.max_messages = select_.natural(8);
    if (!select_.is_null(9)) inbox.limits.max_age = Duration{select_.integer(9)};
    by_name_[inbox.name] = inbox.id;
    newest_id_ = std::max(newest_id_, inbox.id);
    by_id_[inbox.id] = std::move(inbox);
  }
}

Inbox* Inboxes::find(const std::string& name) {
  const auto known = by_name_.find(name);
  return known == by_name_.end() ? nullptr : &by_id_.at(known->second);
}

Inbox& Inboxes::at_or_new(const std::string& name) {
  if (Inbox* known = find(name)) return *known;
  const std::int64_t id = ++newest_id_;
  insert_.bind(id, name).run();
  by_name_[name] = id;
  Inbox& inbox = by_id_[id];
  inbox.id = id;
  inbox.name = name;
  return inbox;
}

bool Inboxes::accepts(const std::string& name) const {
  const auto known = by_name_.find(name);
  return known == by_name_.end() || by_id_.at(known->second).accepts;
}

void Inboxes::set_up(Inbox& inbox, const InboxSettings& settings) {
  inbox.is_set_up = true;
  inbox.accepts = settings.accepts;
  inbox.limits = settings.retention;
  const auto& [max_messages, max_age] = settings.retention;
  std::optional<std::int64_t> messages, age;
  if (max_messages) messages = static_cast<std::int64_t>(*max_messages);
  if (max_age) age = max_age->count();
  set_up_.bind(true, inbox.accepts, messages, age, settings.password, inbox.id).run();
}

void Inboxes::forget_settings(Inbox& inbox) {
  inbox.is_set_up = false;
  inbox.accepts = true;
  inbox.limits = {};
  inbox.last_received_at.reset();
  mark(inbox);
  const std::optional<std::int64_t> nothing;
  set_up_.bind(false, true, nothing, nothing, std::optional<std::string>(), inbox.id).run();
}

void Inboxes::set_name(Inbox& inbox, const std::string& name) {
  set_name_.bind(name, inbox.id).run();
  inbox.name = name;
  by_name_[name] = inbox.id;
}

// Names are unique at every moment: the unused one steps aside under a name that no inbox can have.
void Inboxes::rename(Inbox& inbox, const std::string& name) {
  const std::string old_name = inbox.name;
  const std::string aside = "\n";
  Inbox* unused = find(name);
  if (unused) {
    forget_settings(*unused);
    set_name(*unused, aside);
  }
  set_name(inbox, name);
  by_name_.erase(old_name);
  if (unused) {
    set_name(*unused, old_name);
    by_name_.erase(aside);
  }
}

void Inboxes::mark(Inbox& inbox) {
  if (inbox.is_changed) return;
  inbox.is_changed = true;
  changed_.push_back(inbox.id);
}

std::uint64_t Inboxes::next_sequence(Inbox& inbox) {
  mark(inbox);
  return inbox.sequence = next_sequence();
}

std::uint64_t Inboxes::next_sequence() {
  Inbox& store = by_id_.at(store_row);
  mark(store);
  return ++store.sequence;
}

void Inboxes::add(Inbox& inbox, std::int64_t messages, std::int64_t unread) {
  for (Inbox* each : {&by_id_.at(store_row), &inbox}) {
    mark(*each);
    each->total += messages;
    each->unread += unread;
  }
}

void Inboxes::write() {
  for (const auto id : changed_) {
    Inbox& inbox = by_id_.at(id);
    update_.bind(inbox.total, inbox.unread, inbox.sequence, inbox.last_received_at, inbox.id).run();
    inbox.is_changed = false;
  }
  changed_.clear();
}

}  // namespace mailstop::store::sqlite
