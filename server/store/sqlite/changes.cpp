#include "store/sqlite/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>

#include "base/timestamp.hpp"
#include "store/sqlite/held_rows.hpp"
#include "store/sqlite/message_records.hpp"

namespace mailstop::store::sqlite {
namespace {

// Every search may unpack it, so it has to be worth it.
constexpr std::size_t large_body = 4096;

Error unknown_message(std::string_view id) {
  return not_found(fmt::format("there is no message \"{}\"", id));
}

Error takes_no_mail(std::string_view inbox) {
  return {Errc::refused, fmt::format("the inbox \"{}\" takes no mail: its setting accept is false", inbox)};
}

Error is_held(const mail::MessageSummary& message) {
  return {Errc::conflict,
          fmt::format("the message \"{}\" is held until {}: until then it can be read and deleted, but not "
                      "changed",
                      message.id, to_rfc3339(*message.held_until))};
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
    : newest_id(database, "SELECT max(id) FROM message"),
      by_id(database, "SELECT " + summary_columns + " FROM message m WHERE m.id = ?"),
      by_row(database, "SELECT " + summary_columns + " FROM message m WHERE m.sequence = ?"),
      insert_message(
          database,
          "INSERT INTO message (sequence, id, inbox, received_at, size, read, pinned, attachment_count, "
          "sender, recipients, \"from\", \"to\", cc, bcc, subject, snippet, tags, release_at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_content(
          database,
          "INSERT INTO message_content (sequence, message_id, date, helo, auth_user, client_address, "
          "envelope, reply_to, threading, list_unsubscribe, parts, links, images, warnings, inline_count, "
          "has_html, head, body_encoding, body, session_id, codes) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_raw(database, "INSERT INTO message_raw (sequence, encoding, bytes) VALUES (?, ?, ?)"),
      update_message(database,
                     "UPDATE message SET inbox = ?, read = ?, pinned = ?, tags = ? WHERE sequence = ?"),
      row_of(database, "SELECT sequence FROM message WHERE id = ?"),
      removable(database,
                "SELECT m.id, m.inbox, m.read, c.session_id FROM message m "
                "LEFT JOIN message_content c ON c.sequence = m.sequence WHERE m.sequence = ?"),
      remove_message(database, "DELETE FROM message WHERE sequence = ?"),
      remove_content(database, "DELETE FROM message_content WHERE sequence = ?"),
      remove_raw(database, "DELETE FROM message_raw WHERE sequence = ?"),
      newest_held(database, "SELECT max(sequence) FROM message WHERE sequence < 0"),
      held_in_inbox(database, "SELECT 1 FROM message WHERE inbox = ? AND sequence < 0 LIMIT 1"),
      due(database,
          "SELECT sequence FROM message WHERE release_at <= ? ORDER BY release_at, sequence LIMIT ?"),
      next_due(database, "SELECT min(release_at) FROM message WHERE release_at IS NOT NULL"),
      release_message(database, "UPDATE message SET sequence = ?, release_at = NULL WHERE sequence = ?"),
      release_content(database, "UPDATE message_content SET sequence = ? WHERE sequence = ?"),
      release_raw(database, "UPDATE message_raw SET sequence = ? WHERE sequence = ?"),
      keep_document(database,
                    "INSERT INTO document (name, text) VALUES (?, ?) "
                    "ON CONFLICT (name) DO UPDATE SET text = excluded.text") {}

Changes::Changes(Database& database, const Clock& clock, std::uint64_t max_sessions, StoreLimits limits)
    : database_(database),
      statements_(database),
      sessions_(database, max_sessions),
      inboxes_(database),
      pages_(database),
      retention_(database, inboxes_, pages_, limits),
      index_(database),
      ids_(clock, std::random_device{}(), text_of_first_row(statements_.newest_id)) {}

void Changes::begin_batch() {
  if (!std::exchange(is_stale_, false)) return;
  inboxes_.load();
  retention_.load();
  sessions_.load();
  index_.load();
}

void Changes::end_batch() {
  sessions_.end_batch();
  inboxes_.write();
  retention_.refresh();
  index_.write();
  free_pages_ = pages_.free_pages();
}

std::vector<events::Event> Changes::take_events() {
  sessions_.commit();
  return std::exchange(events_, {});
}

void Changes::forget_batch() {
  events_.clear();
  is_stale_ = true;
}

Result<void> Changes::insert(MessageRows& rows) {
  if (!inboxes_.accepts(rows.summary.inbox)) return takes_no_mail(rows.summary.inbox);
  rows.summary.id = ids_.next();
  if (!rows.release_at) store(rows.summary);
  const auto row = rows.release_at ? next_held_row() : static_cast<std::int64_t>(rows.summary.sequence);
  write(row, rows, inboxes_.at_or_new(rows.summary.inbox));
  return {};
}

// Gives the message its place in the store's order, and counts and tells it.
void Changes::store(mail::MessageSummary& summary) {
  Inbox& inbox = inboxes_.at_or_new(summary.inbox);
  summary.sequence = inboxes_.next_sequence(inbox);
  inboxes_.add(inbox, 1, summary.read ? 0 : 1);
  const auto received_at = summary.received_at.time_since_epoch().count();
  inbox.last_received_at = std::max(inbox.last_received_at.value_or(received_at), received_at);
  tell(summary.sequence, events::MessageStored{summary});
}

void Changes::insert(SessionRow& row) {
  row.summary.sequence = inboxes_.next_sequence();
  sessions_.write(row, compressor_);
  tell(row.summary.sequence, events::SessionEnded{row.summary});
}

void Changes::write(std::int64_t row, MessageRows& rows, const Inbox& inbox) {
  const auto& m = rows.summary;
  statements_.insert_message
      .bind(row, m.id, inbox.id, m.received_at.time_since_epoch().count(), m.size, m.read, m.pinned,
            m.attachment_count, m.sender, rows.recipients, rows.from, rows.to, rows.cc, rows.bcc, m.subject,
            m.snippet, rows.tags, rows.release_at)
      .run();
  const Packed body =
      rows.body.size() < large_body ? Packed{Encoding::plain, rows.body} : compressor_.pack(rows.body);
  statements_.insert_content
      .bind(row, rows.message_id, rows.date, rows.helo, rows.auth_user, rows.client_address, rows.envelope,
            rows.reply_to, rows.threading, rows.list_unsubscribe, rows.parts, rows.links, rows.images,
            rows.warnings, rows.inline_count, rows.has_html, rows.head, static_cast<int>(body.encoding),
            Blob{body.bytes}, rows.session_id, rows.codes)
      .run();
  const Packed packed = compressor_.pack(rows.raw.view());
  statements_.insert_raw.bind(row, static_cast<int>(packed.encoding), Blob{packed.bytes}).run();
  sessions_.note_stored(rows.session_id);
  index_.note_stored(row);
  rows.raw.forget_pages();
}

Result<mail::MessageSummary> Changes::update(std::string_view id, const Patch& changed) {
  statements_.by_id.bind(id);
  if (!statements_.by_id.step()) return unknown_message(id);
  auto summary = read_summary(statements_.by_id);
  statements_.by_id.reset();
  if (summary.held_until) return is_held(summary);
  patch(summary, changed);
  return summary;
}

Result<std::uint64_t> Changes::update(std::span<const std::int64_t> rows, const Patch& changed) {
  std::uint64_t count = 0;
  for (const auto row : rows) {
    statements_.by_row.bind(row);
    if (!statements_.by_row.step()) continue;
    auto summary = read_summary(statements_.by_row);
    statements_.by_row.reset();
    if (summary.held_until) continue;
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
  if (&before != &inbox || (summary.pinned && !pinned)) retention_.look_again(inbox.id);
  summary.inbox = inbox.name;
  summary.read = read;
  summary.pinned = pinned;
  summary.tags = std::move(tags);
  statements_.update_message.bind(inbox.id, read, pinned, to_records(summary.tags), summary.sequence).run();
  tell(inboxes_.next_sequence(inbox), events::MessageUpdated{summary});
}

std::optional<Changes::Removal> Changes::remove_rows(std::int64_t row) {
  statements_.removable.bind(row);
  if (!statements_.removable.step()) return std::nullopt;
  Removal removal{std::string(statements_.removable.text(0)), statements_.removable.integer(1),
                  std::string(statements_.removable.text(3)), is_held_row(row)};
  const bool is_read = statements_.removable.integer(2) != 0;
  statements_.removable.reset();
  statements_.remove_message.bind(row).run();
  statements_.remove_content.bind(row).run();
  statements_.remove_raw.bind(row).run();
  sessions_.note_deleted(removal.session);
  index_.note_deleted(row);
  if (!removal.is_held) inboxes_.add(inboxes_.at(removal.inbox), -1, is_read ? 0 : -1);
  return removal;
}

Result<void> Changes::remove(std::string_view id) {
  const auto row = row_of(id);
  auto removal = row ? remove_rows(*row) : std::nullopt;
  if (!removal) return unknown_message(id);
  if (removal->is_held) return {};
  Inbox& inbox = inboxes_.at(removal->inbox);
  tell(inboxes_.next_sequence(inbox), events::MessageDeleted{{removal->id}, inbox.name});
  return {};
}

// Nobody was told of a held message, so nobody is told that it is gone.
Result<std::uint64_t> Changes::remove(std::span<const std::int64_t> rows) {
  std::map<std::int64_t, std::vector<std::string>> ids_by_inbox;
  std::uint64_t count = 0;
  for (const auto row : rows) {
    auto removal = remove_rows(row);
    if (!removal) continue;
    if (!removal->is_held) ids_by_inbox[removal->inbox].push_back(std::move(removal->id));
    ++count;
  }
  for (auto& [id, ids] : ids_by_inbox) {
    Inbox& inbox = inboxes_.at(id);
    const auto change_sequence = inboxes_.next_sequence(inbox);
    if (inbox.total == 0) {
      tell(change_sequence, events::InboxCleared{inbox.name, ids.size()});
    } else {
      tell(change_sequence, events::MessageDeleted{std::move(ids), inbox.name});
    }
  }
  return count;
}

}  // namespace mailstop::store::sqlite
