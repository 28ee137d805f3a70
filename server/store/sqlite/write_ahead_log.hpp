// Moves what the write-ahead log holds into the database. SQLite would do it inside a commit, waiting for the
// disk while senders wait for their answer; here the writer does it between commits: when nobody waits, or
// when the log is large. Writer's thread only.
#pragma once
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {

class WriteAheadLog {
 public:
  explicit WriteAheadLog(Database& database);  // takes the place of SQLite's own automatic checkpoint
  WriteAheadLog(const WriteAheadLog&) = delete;
  WriteAheadLog& operator=(const WriteAheadLog&) = delete;

  bool is_worth_a_pause() const { return pages_ >= 1000; }
  bool is_too_large() const { return pages_ >= 16'000; }
  void checkpoint();  // whatever happens to it, nothing is lost: it is tried again after a later commit

 private:
  Database& database_;
  int pages_ = 0;  // in the log after the last commit
};

}  // namespace mailstop::store::sqlite
