#include "store/sqlite/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>

#include "store/sqlite/message_records.hpp"

namespace mailstop::store::sqlite {
namespace {

Error unknown_message(std::string_view id) {
  return not_found(fmt::format("there is no message \"{}\"", id));
}

std::string text_of_first_row(Statement& statement) {
  statement.reset();
  std::string text;
  while (statement.step()) text = statement.text(0);
  return text;
}

void add_missing(std::vector<std::string>& tags, const std::vector<std::string>& added) {
  for (const auto& tag : added) {
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
}

std::vector<std::string> patched_tags(const std::vector<std::string>& tags, const Patch& patch) {
  std::vector<std::string> result;
  add_missing(result, patch.tags.value_or(tags));
  add_missing(result, patch.add_tags);
  const auto is_removed = [&](const std::string& tag) {
    return std::find(patch.remove_tags.begin(), patch.remove_tags.end(), tag) != patch.remove_tags.end();
  };
  std::erase_if(result, is_removed);
  return result;
}

}  // namespace

Changes::Statements::Statements(Database& database)
    : newest_id(database, "SELECT id FROM message ORDER BY sequence DESC LIMIT 1"),
      by_id(database, "SELECT " + summary_columns + " FROM message m WHERE m.id = ?"),
      by_sequence(database, "SELECT " + summary_columns + " FROM message m WHERE m.sequence = ?"),
      insert_message(
          database,
          "INSERT INTO message (sequence, id, inbox, received_at, size, read, pinned, attachment_count, "
          "sender, recipients, \"from\", \"to\", cc, bcc, subject, snippet, tags) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_content(
          database,
          "INSERT INTO message_content (sequence, message_id, date, helo, auth_user, client_address, "
          "envelope, reply_to, threading, list_unsubscribe, parts, links, images, warnings, inline_count, "
          "has_html, head, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_raw(database, "INSERT INTO message_raw (sequence, encoding, bytes) VALUES (?, ?, ?)"),
      update_message(database,
                     "UPDATE message SET inbox = ?, read = ?, pinned = ?, tags = ? WHERE sequence = ?"),
      sequence_of(database, "SELECT sequence FROM message WHERE id = ?"),
      removable(database, "SELECT id, inbox, read FROM message WHERE sequence = ?"),
      remove_message(database, "DELETE FROM message WHERE sequence = ?"),
      remove_content(database, "DELETE FROM message_content WHERE sequence = ?"),
      remove_raw(database, "DELETE FROM message_raw WHERE sequence = ?") {}

Changes::Changes(Database& database, const Clock& clock)
    : database_(database),
      statements_(database),
      inboxes_(database),
      ids_(clock, std::random_device{}(), text_of_first_row(statements_.newest_id)) {}

void Changes::begin_batch() {
  if (is_stale_) inboxes_.load();
  is_stale_ = false;
}

void Changes::end_batch() {
  inboxes_.write();
}

std::vector<events::Event> Changes::take_events() {
  return std::exchange(events_, {});
}

void Changes::forget_batch() {
  events_.clear();
  is_stale_ = true;
}

void Changes::insert(MessageRows& rows) {
  Inbox& inbox = inboxes_.at_or_new(rows.summary.inbox);
  rows.summary.sequence = inboxes_.next_sequence(inbox);
  rows.summary.id = ids_.next();
  inboxes_.add(inbox, 1, 1);
  inbox.last_received_at = rows.summary.received_at.time_since_epoch().count();
  write(rows, inbox);
  events_.push_back({rows.summary.sequence, events::MessageStored{rows.summary}});
}

void Changes::write(MessageRows& rows, const Inbox& inbox) {
  const auto& m = rows.summary;
  statements_.insert_message
      .bind(m.sequence, m.id, inbox.id, m.received_at.time_since_epoch().count(), m.size, m.read, m.pinned,
            m.attachment_count, m.sender, rows.recipients, rows.from, rows.to, rows.cc, rows.bcc, m.subject,
            m.snippet, rows.tags)
      .run();
  statements_.insert_content
      .bind(m.sequence, rows.message_id, rows.date, rows.helo, rows.auth_user, rows.client_address,
            rows.envelope, rows.reply_to, rows.threading, rows.list_unsubscribe, rows.parts, rows.links,
            rows.images, rows.warnings, rows.inline_count, rows.has_html, rows.head, rows.body)
      .run();
  const Packed packed = compressor_.pack(rows.raw);
  statements_.insert_raw.bind(m.sequence, static_cast<int>(packed.encoding), Blob{packed.bytes}).run();
}

Result<mail::MessageSummary> Changes::update(std::string_view id, const Patch& changed) {
  statements_.by_id.bind(id);
  if (!statements_.by_id.step()) return unknown_message(id);
  auto summary = read_summary(statements_.by_id);
  statements_.by_id.reset();
  patch(summary, changed);
  return summary;
}

Result<std::uint64_t> Changes::update(std::span<const std::uint64_t> sequences, const Patch& changed) {
  std::uint64_t count = 0;
  for (const auto sequence : sequences) {
    statements_.by_sequence.bind(sequence);
    if (!statements_.by_sequence.step()) continue;
    auto summary = read_summary(statements_.by_sequence);
    statements_.by_sequence.reset();
    patch(summary, changed);
    ++count;
  }
  return count;
}

// A patch that changes nothing is no change: no event, no sequence.
void Changes::patch(mail::MessageSummary& summary, const Patch& patch) {
  auto tags = patched_tags(summary.tags, patch);
  const bool read = patch.read.value_or(summary.read);
  const bool pinned = patch.pinned.value_or(summary.pinned);
  const std::string& name = patch.inbox.value_or(summary.inbox);
  if (tags == summary.tags && read == summary.read && pinned == summary.pinned && name == summary.inbox)
    return;

  Inbox& before = inboxes_.at_or_new(summary.inbox);
  inboxes_.add(before, -1, summary.read ? 0 : -1);
  Inbox& inbox = inboxes_.at_or_new(name);
  inboxes_.add(inbox, 1, read ? 0 : 1);
  summary.inbox = inbox.name;
  summary.read = read;
  summary.pinned = pinned;
  summary.tags = std::move(tags);
  statements_.update_message.bind(inbox.id, read, pinned, to_records(summary.tags), summary.sequence).run();
  events_.push_back({inboxes_.next_sequence(inbox), events::MessageUpdated{summary}});
}

std::optional<Changes::Removal> Changes::remove_rows(std::uint64_t sequence) {
  statements_.removable.bind(sequence);
  if (!statements_.removable.step()) return std::nullopt;
  Removal removal{std::string(statements_.removable.text(0)), statements_.removable.integer(1),
                  statements_.removable.integer(2) != 0};
  statements_.removable.reset();
  statements_.remove_message.bind(sequence).run();
  statements_.remove_content.bind(sequence).run();
  statements_.remove_raw.bind(sequence).run();
  inboxes_.add(inboxes_.at(removal.inbox), -1, removal.read ? 0 : -1);
  return removal;
}

Result<void> Changes::remove(std::string_view id) {
  statements_.sequence_of.bind(id);
  if (!statements_.sequence_of.step()) return unknown_message(id);
  const auto sequence = statements_.sequence_of.natural(0);
  statements_.sequence_of.reset();
  auto removal = remove_rows(sequence);
  if (!removal) return unknown_message(id);
  Inbox& inbox = inboxes_.at(removal->inbox);
  events_.push_back({inboxes_.next_sequence(inbox), events::MessageDeleted{{removal->id}, inbox.name}});
  return {};
}

Result<std::uint64_t> Changes::remove(std::span<const std::uint64_t> sequences) {
  std::map<std::int64_t, std::vector<std::string>> ids_by_inbox;
  std::uint64_t count = 0;
  for (const auto sequence : sequences) {
    auto removal = remove_rows(sequence);
    if (!removal) continue;
    ids_by_inbox[removal->inbox].push_back(std::move(removal->id));
    ++count;
  }
  for (auto& [id, ids] : ids_by_inbox) {
    Inbox& inbox = inboxes_.at(id);
    const auto change_sequence = inboxes_.next_sequence(inbox);
    if (inbox.total == 0) {
      events_.push_back({change_sequence, events::InboxCleared{inbox.name}});
    } else {
      events_.push_back({change_sequence, events::MessageDeleted{std::move(ids), inbox.name}});
    }
  }
  return count;
}

}  // namespace mailstop::store::sqlite
