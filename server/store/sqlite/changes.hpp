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
#include "store/sqlite/page_use.hpp"
#include "store/sqlite/retention.hpp"
#include "store/sqlite/search_index.hpp"
#include "store/sqlite/session_changes.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class Changes {
 public:
  Changes(Database& database, const Clock& clock, std::uint64_t max_sessions, StoreLimits limits);

  void begin_batch();  // looks at the database again when the batch before was not committed
  void end_batch();    // writes the totals; the owner commits
  std::vector<events::Event> take_events();  // after the commit, which it takes note of
  void forget_batch();                       // after a rollback

  // Fills in id and sequence, and leaves the rest of `rows` as it was: a batch that failed is tried again.
  // Refused when the inbox takes no mail.
  Result<void> insert(MessageRows& rows);
  void insert(SessionRow& row);
  std::uint64_t remove_sessions() { return sessions_.clear(); }

  // Some of the held messages whose time has come, as if they had just arrived. The rest is for the next
  // call: then `next` is in the past.
  Release release_due(Timestamp now);

  Result<mail::MessageSummary> update(std::string_view id, const Patch& patch);
  Result<void> remove(std::string_view id);

  // Those that are still there of at most 1,000 rows; the number of them.
  Result<std::uint64_t> update(std::span<const std::int64_t> rows, const Patch& patch);
  Result<std::uint64_t> remove(std::span<const std::int64_t> rows);

  // Those that are there; how many, and which.
  Result<std::uint64_t> update(std::span<const std::string> ids, const Patch& patch);
  Result<std::vector<std::string>> remove(std::span<const std::string> ids);

  void set_up_inbox(const std::string& name, const InboxSettings& settings);
  void forget_inbox_settings(const std::string& name);
  // See MessageStore; nobody is told yet.
  Result<void> rename_inbox(const std::string& name, const std::string& new_name);
  // Those of at most 1,000 rows that are in the inbox are told as updated; how many.
  Result<std::uint64_t> tell_renamed(std::span<const std::int64_t> rows, const std::string& inbox);
  void keep_document(std::string_view name, std::string_view text);

  // Puts at most `limit` messages of so many bytes of text into the search index.
  void index(std::uint64_t limit, std::size_t bytes) { index_.add(limit, bytes); }
  std::uint64_t unindexed() const { return index_.backlog(); }  // as of the last batch
  bool has_index_work() const { return unindexed() > 0 || index_.is_stale(SearchIndex::most_stale); }

  // Gives so many free pages back to the disk.
  void shrink(std::uint64_t pages);
  std::uint64_t free_pages() const { return free_pages_; }  // as of the last batch

  // Deletes at most `limit` messages that are beyond a limit; how many that were.
  std::uint64_t trim(Timestamp now, std::uint64_t limit);
  // Whether that would delete any, as of the last batch. True when nobody has looked yet.
  bool is_trim_due(Timestamp now) const { return is_stale_ || retention_.is_due(now); }
  std::optional<Timestamp> next_expiry() const { return retention_.next_expiry(); }

 private:
  struct Statements {
    explicit Statements(Database& database);

    Statement newest_id;
    Statement by_id, by_row;
    Statement insert_message, insert_content, insert_raw;
    Statement update_message;
    Statement row_of, removable;
    Statement remove_message, remove_content, remove_raw;
    Statement newest_held, held_in_inbox, due, next_due;
    Statement release_message, release_content, release_raw;
    Statement keep_document;
  };
  struct Removal {
    std::string id;
    std::int64_t inbox = 0;
    std::string session;
    bool is_held = false;
  };

  template <class Change>
  void tell(std::uint64_t sequence, Change change) {
    auto& event = events_.emplace_back();
    event.sequence = sequence;
    event.change.template emplace<Change>(std::move(change));
  }
  void store(mail::MessageSummary& summary);
  std::int64_t next_held_row();
  bool is_in_use(const Inbox* inbox);
  void release(std::int64_t row);
  void write(std::int64_t row, MessageRows& rows, const Inbox& inbox);
  void patch(mail::MessageSummary& summary, const Patch& patch);
  std::optional<std::int64_t> row_of(std::string_view id);
  std::optional<Removal> remove_rows(std::int64_t row);

  Database& database_;
  Statements statements_;
  SessionChanges sessions_;
  Inboxes inboxes_;
  PageUse pages_;
  Retention retention_;
  SearchIndex index_;
  IdSource ids_;
  Compressor compressor_;
  std::vector<events::Event> events_;
  std::uint64_t free_pages_ = 0;
  bool is_stale_ = true;
};

}  // namespace mailstop::store::sqlite
