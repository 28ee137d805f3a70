#include "store/sqlite/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace mailstop::store::sqlite {
namespace {

// SQLite says FULL for ENOSPC alone. A write that fails for a quota or a size limit is the same to us, and so
// is a log index that cannot grow.
bool is_out_of_space(int code) {
  return (code & 0xFF) == SQLITE_FULL || code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE;
}

}  // namespace

Result<Database> Database::open(const std::string& name, Mode mode) {
  const int access =
      mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(name.c_str(), &handle,
                      access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE, nullptr);
  Database database(handle);
  if (code != SQLITE_OK) return to_error(code, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
  sqlite3_extended_result_codes(handle, 1);
  return database;
}

Database::Database(Database&& other) noexcept {
  *this = std::move(other);
}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(code_, other.code_);
  std::swap(message_, other.message_);
  return *this;
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

bool Database::execute(const std::string& sql) {
  if (has_failed()) return false;
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
  return code == SQLITE_OK;
}

std::uint64_t Database::changed_rows() const {
  return has_failed() ? 0 : static_cast<std::uint64_t>(sqlite3_changes64(handle_));
}

void Database::fail(int code) {
  if (has_failed()) return;
  code_ = code;
  message_ = sqlite3_errmsg(handle_);
}

std::optional<Error> Database::take_error() {
  if (!has_failed()) return std::nullopt;
  return to_error(std::exchange(code_, 0), std::exchange(message_, {}));
}

Error to_error(int code, const std::string& message) {
  if (is_out_of_space(code)) return {Errc::storage_full, "The disk or its quota is full: " + message};
  switch (code & 0xFF) {
    case SQLITE_INTERRUPT:
      return {Errc::too_expensive, "The query took too long and was stopped; narrow it down."};
    case SQLITE_TOOBIG:
      return {Errc::too_large, "The message is larger than the database can hold."};
    case SQLITE_CONSTRAINT:
      return {Errc::conflict, "The change contradicts what is stored: " + message};
    case SQLITE_NOTADB:
      return {Errc::storage_unusable, "The file is not a database: " + message};
    case SQLITE_CORRUPT:
      return {Errc::storage_unusable, "The database is damaged: " + message};
    default:
      return {Errc::storage_failed, fmt::format("The database failed: {} ({})", message, code)};
  }
}

}  // namespace mailstop::store::sqlite
