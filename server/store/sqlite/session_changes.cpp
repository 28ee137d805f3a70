#include "store/sqlite/session_changes.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {
namespace {

constexpr std::uint64_t most_trimmed = 1000;         // in one transaction
constexpr std::uint64_t any_number = 1'000'000'000;  // whoever wants more wants all

}  // namespace

SessionChanges::SessionChanges(Database& database, std::uint64_t max_sessions)
    : database_(database),
      max_sessions_(std::min(max_sessions, any_number)),
      newest_(database, "SELECT sequence FROM session ORDER BY sequence DESC LIMIT ?"),
      insert_(database,
              "INSERT INTO session (sequence, id, outcome, inboxes, facts, transcript_encoding, transcript, "
              "message_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      count_(database, "UPDATE session SET message_count = message_count + ? WHERE id = ?"),
      trim_(database,
            "DELETE FROM session WHERE sequence IN (SELECT sequence FROM session WHERE message_count <= 0 "
            "AND sequence <= ? ORDER BY sequence LIMIT ?)"),
      clear_(database, "DELETE FROM session") {}

void SessionChanges::load() {
  messages_.forget_batch();
  newest_sequences_.clear();
  newest_.bind(max_sessions_ + 1);
  while (newest_.step()) newest_sequences_.push_front(newest_.natural(0));
  old_ = 0;
  if (newest_sequences_.size() > max_sessions_) {
    old_ = newest_sequences_.front();
    newest_sequences_.pop_front();
  }
  has_old_without_messages_ = true;
}

void SessionChanges::write(const SessionRow& row, Compressor& compressor) {
  const Packed packed = compressor.pack(row.transcript);
  insert_
      .bind(row.summary.sequence, row.summary.id, row.outcome, row.inboxes, row.facts,
            static_cast<int>(packed.encoding), Blob{packed.bytes}, messages_.take(row.summary.id))
      .run();
  newest_sequences_.push_back(row.summary.sequence);
}

std::uint64_t SessionChanges::clear() {
  clear_.bind().run();
  newest_sequences_.clear();
  return database_.changed_rows();
}

void SessionChanges::end_batch() {
  write_counts();
  trim();
}

void SessionChanges::write_counts() {
  for (const auto& [session, change] : messages_.changes_of_ended()) {
    count_.bind(change, session).run();
    has_old_without_messages_ = true;
  }
}

void SessionChanges::trim() {
  if (newest_sequences_.size() > max_sessions_ + max_sessions_ / 50) {
    const auto too_many = static_cast<std::ptrdiff_t>(newest_sequences_.size() - max_sessions_);
    old_ = newest_sequences_[static_cast<std::size_t>(too_many - 1)];
    newest_sequences_.erase(newest_sequences_.begin(), newest_sequences_.begin() + too_many);
    has_old_without_messages_ = true;
  }
  if (!has_old_without_messages_) return;
  trim_.bind(old_, most_trimmed).run();
  has_old_without_messages_ = database_.changed_rows() == most_trimmed;
}

}  // namespace mailstop::store::sqlite
