// What the writer does with the table session inside a transaction. Owned by Changes; writer's thread only.
#pragma once
#include <cstdint>

#include "store/sqlite/compression.hpp"
#include "store/sqlite/session_rows.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

class SessionChanges {
 public:
  SessionChanges(Database& database, std::uint64_t max_sessions);

  void load();  // at the start and after a rollback
  void write(const SessionRow& row, Compressor& compressor);
  // Deletes the oldest of too many. A bounded number, and some at a time: most batches have nothing to do.
  void trim();
  std::uint64_t clear();

 private:
  const std::uint64_t max_sessions_;
  Statement count_;
  Statement insert_;
  Statement trim_;
  Statement clear_;
  std::uint64_t kept_ = 0;
};

}  // namespace mailstop::store::sqlite
