#include "store/sqlite/session_changes.hpp"

#include <algorithm>
#include <utility>

namespace mailstop::store::sqlite {
namespace {

constexpr std::uint64_t most_trimmed = 1000;  // in one transaction

}  // namespace

SessionChanges::SessionChanges(Database& database, std::uint64_t max_sessions)
    : max_sessions_(max_sessions),
      count_(database, "SELECT count(*) FROM session"),
      insert_(database,
              "INSERT INTO session (sequence, id, outcome, inboxes, facts, transcript_encoding, transcript) "
              "VALUES (?, ?, ?, ?, ?, ?, ?)"),
      trim_(database,
            "DELETE FROM session WHERE sequence IN (SELECT sequence FROM session ORDER BY sequence LIMIT ?)"),
      clear_(database, "DELETE FROM session") {}

void SessionChanges::load() {
  count_.bind();
  kept_ = count_.step() ? count_.natural(0) : 0;
  count_.reset();
}

void SessionChanges::write(const SessionRow& row, Compressor& compressor) {
  const Packed packed = compressor.pack(row.transcript);
  insert_
      .bind(row.summary.sequence, row.summary.id, row.outcome, row.inboxes, row.facts,
            static_cast<int>(packed.encoding), Blob{packed.bytes})
      .run();
  ++kept_;
}

void SessionChanges::trim() {
  if (kept_ <= max_sessions_ + max_sessions_ / 50) return;
  const std::uint64_t count = std::min(kept_ - max_sessions_, most_trimmed);
  trim_.bind(count).run();
  kept_ -= count;
}

std::uint64_t SessionChanges::clear() {
  clear_.bind().run();
  return std::exchange(kept_, 0);
}

}  // namespace mailstop::store::sqlite
