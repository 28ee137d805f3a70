// What the writer does with the table session inside a transaction. Owned by Changes; writer's thread only.
//
// The newest sessions are kept, and older ones as long as a message of theirs is stored.
#pragma once
#include <cstdint>
#include <deque>
#include <string>

#include "store/sqlite/compression.hpp"
#include "store/sqlite/session_messages.hpp"
#include "store/sqlite/session_rows.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class SessionChanges {
 public:
  SessionChanges(Database& database, std::uint64_t max_sessions);

  void load();  // at the start and after a rollback
  void write(const SessionRow& row, Compressor& compressor);
  // A message of this session ("" for none) was stored, or deleted.
  void note_stored(const std::string& session) { note(session, 1); }
  void note_deleted(const std::string& session) { note(session, -1); }
  std::uint64_t clear();

  // Writes what was noted and deletes the oldest of too many: a bounded number, and some at a time, so that
  // most batches have nothing to do.
  void end_batch();
  void commit() { messages_.commit(); }

 private:
  void note(const std::string& session, std::int64_t change) {
    if (!session.empty()) messages_.add(session, change);
  }
  void write_counts();
  void trim();

  Database& database_;
  const std::uint64_t max_sessions_;
  Statement newest_;
  Statement insert_;
  Statement count_;
  Statement trim_;
  Statement clear_;
  SessionMessages messages_;
  std::deque<std::uint64_t> newest_sequences_;  // of the newest sessions, oldest first
  std::uint64_t old_ = 0;                       // sessions up to this sequence are not among the newest
  bool has_old_without_messages_ = true;        // as far as is known
};

}  // namespace mailstop::store::sqlite
