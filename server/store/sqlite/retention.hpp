// Finds the oldest messages that are too many or too old, of inboxes with limits and of the whole store.
// Owned by Changes; writer's thread only. Deleting them is the caller's.
//
// For every limited inbox it remembers where the oldest message is that may go, so that a commit to which no
// limit applies costs a few comparisons and no query, however many pinned messages lie below.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "store/inbox_facts.hpp"
#include "store/sqlite/inboxes.hpp"
#include "store/sqlite/page_use.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

// Messages of one inbox, or of the store, that have to go.
struct Surplus {
  std::int64_t inbox = 0;  // id; Inboxes::store_row for limits of the whole store
  std::vector<std::int64_t> rows;
};

class Retention {
 public:
  Retention(Database& database, const Inboxes& inboxes, PageUse& pages, StoreLimits of_store);

  void load();                                    // the limits of `inboxes`, which were just loaded
  void set(std::int64_t inbox, RetentionLimits);  // from now on
  // An old message has come to the inbox, or may go from now on.
  void look_again(std::int64_t inbox);

  bool is_too_large();  // the database is, now

  // At the end of a transaction: looks at what has come.
  void refresh();

  // As of the last refresh(); asks no database.
  bool is_due(Timestamp now) const;
  std::optional<Timestamp> next_expiry() const;

  // At most `limit` messages that have to go; they are forgotten here. None when there is nothing to do.
  std::optional<Surplus> take(Timestamp now, std::uint64_t limit);

 private:
  struct Scope {
    RetentionLimits limits;
    std::int64_t floor = 0;                   // no message up to this sequence may go
    std::optional<std::int64_t> received_at;  // of the oldest one above; none when that is not known
  };
  struct Candidate {
    std::int64_t row = 0;
    std::int64_t received_at = 0;
  };

  void look_at_size();
  std::uint64_t excess(std::int64_t inbox, const Scope& scope) const;
  bool is_due(std::int64_t inbox, const Scope& scope, Timestamp now) const;
  bool may_have_more(std::int64_t inbox, const Scope& scope) const;
  std::vector<Candidate> find_oldest(std::int64_t inbox, const Scope& scope, std::uint64_t limit);
  void note_oldest(std::int64_t inbox, Scope& scope, const std::vector<Candidate>& oldest, std::size_t taken);

  const Inboxes& inboxes_;
  PageUse& pages_;
  Statement oldest_of_store_;
  Statement oldest_of_inbox_;
  std::map<std::int64_t, Scope> scopes_;  // by id of the inbox
  const StoreLimits of_store_;
  std::uint64_t beyond_size_ = 0;  // messages
};

}  // namespace mailstop::store::sqlite
