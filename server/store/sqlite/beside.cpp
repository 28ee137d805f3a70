#include "store/sqlite/beside.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string_view>

#include "store/sqlite/database_file.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr int beside_patience = 5000;  // milliseconds, for a server that is just starting or stopping

// For a file: URI of SQLite, where these mean something.
std::string uri_of(std::string_view path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#')
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      uri += c;
  }
  return uri;
}

Error cannot_look_at(const std::string& path, const Error& error) {
  return {Errc::storage_unusable, fmt::format("The database \"{}\" cannot be read. {}", path, error.message)};
}

}  // namespace

Result<Database> open_beside(const std::string& path) {
  if (auto checked = DatabaseFile::check(path, newest_schema_version()); !checked) return checked.error();
  auto database = Database::open(uri_of(path), Database::Mode::read_only);
  if (!database) return cannot_look_at(path, database.error());
  sqlite3_busy_timeout(database->handle(), beside_patience);
  const auto version = number_from(*database, "PRAGMA user_version");
  if (auto error = database->take_error()) return cannot_look_at(path, *error);
  if (version > newest_schema_version())
    return Error{
        Errc::storage_unusable,
        fmt::format("The database \"{}\" is of a newer version of Mailstop (format {}; this one knows "
                    "up to {}). Use that version.",
                    path, version, newest_schema_version())};
  if (version == 0)
    return Error{Errc::storage_unusable,
                 fmt::format("\"{}\" is empty: no server has made a database of it yet.", path)};
  return database;
}

std::int64_t number_from(Database& database, const std::string& sql) {
  Statement select(database, sql);
  return select.step() ? select.integer(0) : 0;
}

}  // namespace mailstop::store::sqlite
