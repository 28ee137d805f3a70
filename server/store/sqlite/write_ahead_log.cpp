#include "store/sqlite/write_ahead_log.hpp"

#include <sqlite3.h>

namespace mailstop::store::sqlite {

WriteAheadLog::WriteAheadLog(Database& database) : database_(database) {
  const auto note = [](void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database.handle(), note, &pages_);
}

void WriteAheadLog::checkpoint() {
  pages_ = 0;
  sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace mailstop::store::sqlite
