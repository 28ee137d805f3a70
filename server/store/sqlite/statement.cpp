#include "store/sqlite/statement.hpp"

#include <sqlite3.h>

#include "store/sqlite/functions.hpp"

namespace mailstop::store::sqlite {

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  if (database.has_failed()) return;
  const int code = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code != SQLITE_OK) database.fail(code);
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

bool Statement::step() {
  if (database_.has_failed()) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  sqlite3_reset(handle_);
  return false;
}

bool Statement::run() {
  while (step()) {
  }
  return !database_.has_failed();
}

void Statement::reset() {
  if (handle_) sqlite3_reset(handle_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::text(int column) const {
  const void* data = sqlite3_column_blob(handle_, column);
  return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

void Statement::bind_integer(int index, std::int64_t value) {
  sqlite3_bind_int64(handle_, index, value);
}

void Statement::bind_at(int index, std::string_view text) {
  const char* data = text.data() ? text.data() : "";  // a null pointer would bind NULL
  sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind_at(int index, const Blob& blob) {
  const char* data = blob.bytes.data() ? blob.bytes.data() : "";
  sqlite3_bind_blob64(handle_, index, data, blob.bytes.size(), SQLITE_STATIC);
}

void Statement::bind_at(int index, const query::TextCondition* condition) {
  sqlite3_bind_pointer(handle_, index, const_cast<query::TextCondition*>(condition), condition_pointer,
                       nullptr);
}

void Statement::bind_at(int index, const query::AttachmentTerm* term) {
  sqlite3_bind_pointer(handle_, index, const_cast<query::AttachmentTerm*>(term), attachment_pointer, nullptr);
}

void Statement::bind_at(int index, const query::LinkTerm* term) {
  sqlite3_bind_pointer(handle_, index, const_cast<query::LinkTerm*>(term), link_pointer, nullptr);
}

void Statement::bind_at(int index, const std::optional<std::int64_t>& value) {
  value ? bind_integer(index, *value) : bind_null(index);
}

void Statement::bind_null(int index) {
  sqlite3_bind_null(handle_, index);
}

}  // namespace mailstop::store::sqlite
