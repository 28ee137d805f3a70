#include "store/sqlite/inboxes.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {

Inboxes::Inboxes(Database& database)
    : database_(database),
      select_(database, "SELECT id, name, total, unread, sequence, last_received_at FROM inbox"),
      insert_(database, "INSERT INTO inbox (id, name) VALUES (?, ?)"),
      update_(database,
              "UPDATE inbox SET total = ?, unread = ?, sequence = ?, last_received_at = ? WHERE id = ?") {}

void Inboxes::load() {
  by_id_.clear();
  by_name_.clear();
  changed_.clear();
  by_id_[store_row];
  select_.reset();
  while (select_.step()) {
    Inbox inbox{select_.integer(0),
                std::string(select_.text(1)),
                select_.integer(2),
                select_.integer(3),
                select_.natural(4),
                {},
                false};
    if (!select_.is_null(5)) inbox.last_received_at = select_.integer(5);
    by_name_[inbox.name] = inbox.id;
    newest_id_ = std::max(newest_id_, inbox.id);
    by_id_[inbox.id] = std::move(inbox);
  }
}

Inbox& Inboxes::at_or_new(const std::string& name) {
  if (const auto known = by_name_.find(name); known != by_name_.end()) return by_id_.at(known->second);
  const std::int64_t id = ++newest_id_;
  insert_.bind(id, name).run();
  by_name_[name] = id;
  Inbox& inbox = by_id_[id];
  inbox.id = id;
  inbox.name = name;
  return inbox;
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
