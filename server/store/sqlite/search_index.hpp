// The writer's side of the trigram index that searches begin with (schema/sqlite/0006_search_index.sql):
// which messages are in it, and putting more of them in. Owned by Changes; inside a transaction of the
// writer's thread.
#pragma once
#include <cstdint>
#include <string>

#include "store/sqlite/compression.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class SearchIndex {
 public:
  // To make it anew costs as much as all its messages did: only when most of it is dead weight.
  static constexpr std::int64_t most_stale = 10'000;

  explicit SearchIndex(Database& database);

  void load();  // forgets what was not written, after a rollback or at the start

  void note_stored(std::int64_t row);
  void note_deleted(std::int64_t row);

  // Messages that are not in it yet, as of the last batch.
  std::uint64_t backlog() const { return backlog_; }
  // So much of it is of deleted messages that it should be made anew. `most` entries of them may stay anyway.
  bool is_stale(std::int64_t most) const;

  // Empties it when it is stale, and puts in the next messages, the oldest first: at most `limit`, and no
  // more once they had so many bytes of text.
  void add(std::uint64_t limit, std::size_t bytes);

  void clear();

  void write();

 private:
  bool holds(std::int64_t row) const { return row > 0 && row <= indexed_; }
  std::string text_of_row();

  Statement select_state_;
  Statement update_state_;
  Statement count_backlog_;
  Statement select_texts_;
  Statement insert_;
  Statement delete_all_;
  Decompressor decompressor_;
  std::int64_t indexed_ = 0;
  std::int64_t entries_ = 0;
  std::int64_t stale_ = 0;
  std::uint64_t backlog_ = 0;
  bool is_changed_ = false;
};

}  // namespace mailstop::store::sqlite
