// What the writer does inside a transaction: one function a kind of change, on prepared statements. Each
// notes its events and counts in memory; begin_batch() and end_batch() stand around them. Writer's thread
// only.
//
// Database errors show in the Database (see there); an Error returned here leaves the transaction as it was.
#pragma once
#include <span>
#include <vector>

#include "base/id.hpp"
#include "events/event.hpp"
#include "store/message_store.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/inboxes.hpp"
#include "store/sqlite/message_rows.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class Changes {
 public:
  Changes(Database& database, const Clock& clock);

  void begin_batch();  // looks at the database again when the batch before was not committed
  void end_batch();    // writes the totals; the owner commits
  std::vector<events::Event> take_events();  // after the commit
  void forget_batch();                       // after a rollback

  // Fills in id and sequence, and leaves the rest of `rows` as it was: a batch that failed is tried again.
  void insert(MessageRows& rows);
  Result<mail::MessageSummary> update(std::string_view id, const Patch& patch);
  Result<void> remove(std::string_view id);

  // Those that are still there of at most 1,000; the number of them.
  Result<std::uint64_t> update(std::span<const std::uint64_t> sequences, const Patch& patch);
  Result<std::uint64_t> remove(std::span<const std::uint64_t> sequences);

 private:
  struct Statements {
    explicit Statements(Database& database);

    Statement newest_id;
    Statement by_id, by_sequence;
    Statement insert_message, insert_content, insert_raw;
    Statement update_message;
    Statement sequence_of, removable;
    Statement remove_message, remove_content, remove_raw;
  };
  struct Removal {
    std::string id;
    std::int64_t inbox = 0;
    bool read = false;
  };

  void write(MessageRows& rows, const Inbox& inbox);
  void patch(mail::MessageSummary& summary, const Patch& patch);
  std::optional<Removal> remove_rows(std::uint64_t sequence);

  Database& database_;
  Statements statements_;
  Inboxes inboxes_;
  IdSource ids_;
  Compressor compressor_;
  std::vector<events::Event> events_;
  bool is_stale_ = true;
};

}  // namespace mailstop::store::sqlite
