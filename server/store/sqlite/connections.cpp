#include "store/sqlite/connections.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "store/sqlite/database_file.hpp"
#include "store/sqlite/functions.hpp"
#include "store/sqlite/migrations.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr int busy_milliseconds = 5000;  // only somebody's command line tool can be in the way

// SQLite counts its memory under one lock for all threads unless told otherwise before its first use.
void configure_library() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

std::string_view synchronous(Durability durability) {
  switch (durability) {
    case Durability::full:
      return "FULL";
    case Durability::normal:
      return "NORMAL";
    case Durability::off:
      break;
  }
  return "OFF";
}

// page_size, auto_vacuum and application_id come before the first page is written. Pages of 8 KiB hold two
// messages of 2 KB with little waste and were the fastest to write.
void set_up_writing(Database& database, const Settings& settings) {
  sqlite3_busy_timeout(database.handle(), busy_milliseconds);
  database.execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL");
  database.execute(fmt::format("PRAGMA application_id = {}", application_id));
  database.execute(settings.ephemeral ? "PRAGMA journal_mode = MEMORY" : "PRAGMA journal_mode = WAL");
  database.execute(fmt::format("PRAGMA synchronous = {}", synchronous(settings.durability)));
  database.execute("PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000");
  database.execute("PRAGMA journal_size_limit = 67108864");
}

Error in_words(const Settings& settings, const Error& error) {
  if (error.code != Errc::storage_unusable) return error;
  return {error.code,
          fmt::format("The database \"{}\" cannot be used. {} Restore it from a backup, or name another "
                      "file with --database.",
                      settings.path, error.message)};
}

}  // namespace

std::string connection_name(const Settings& settings) {
  static std::atomic<unsigned> count = 0;
  if (!settings.ephemeral) return settings.path;
  return fmt::format("file:/mailstop-{}?vfs=memdb", ++count);
}

Result<Database> open_for_writing(const std::string& name, const Settings& settings) {
  configure_library();
  auto database = Database::open(name, Database::Mode::read_write);
  if (!database) return in_words(settings, database.error());
  set_up_writing(*database, settings);
  register_functions(*database);
  if (auto error = database->take_error()) return in_words(settings, *error);
  if (auto done = migrate(*database); !done) return in_words(settings, done.error());
  return database;
}

Result<std::vector<Database>> open_for_reading(const std::string& name, const Settings& settings) {
  std::vector<Database> databases;
  for (std::size_t count = std::max<std::size_t>(settings.readers, 2); count > 0; --count) {
    auto database = Database::open(name, Database::Mode::read_only);
    if (!database) return in_words(settings, database.error());
    sqlite3_busy_timeout(database->handle(), busy_milliseconds);
    register_functions(*database);
    if (auto error = database->take_error()) return in_words(settings, *error);
    databases.push_back(std::move(*database));
  }
  return databases;
}

}  // namespace mailstop::store::sqlite
