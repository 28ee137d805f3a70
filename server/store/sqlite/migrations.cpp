#include "store/sqlite/migrations.hpp"

#include <fmt/format.h>

#include <charconv>

#include "sqlite_migrations.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {
namespace {

// "0001_init.sql" is version 1; the files are embedded in the order of their names.
int version_of(std::string_view name) {
  int version = 0;
  std::from_chars(name.data(), name.data() + name.size(), version);
  return version;
}

int current_version(Database& database) {
  Statement pragma(database, "PRAGMA user_version");
  return pragma.step() ? static_cast<int>(pragma.integer(0)) : 0;
}

}  // namespace

int newest_schema_version() {
  return version_of(embedded::sqlite_migrations().back().name);
}

Result<void> migrate(Database& database) {
  const int current = current_version(database);
  if (current > newest_schema_version()) {
    return Error{
        Errc::storage_unusable,
        fmt::format("The database is of a newer version of Mailstop (format {}; this one knows up to {}).",
                    current, newest_schema_version())};
  }
  for (const auto& file : embedded::sqlite_migrations()) {
    if (version_of(file.name) <= current) continue;
    database.execute("BEGIN IMMEDIATE");
    database.execute(std::string(file.data));
    database.execute(fmt::format("PRAGMA user_version = {}", version_of(file.name)));
    database.execute("COMMIT");
  }
  if (auto error = database.take_error()) return std::move(*error);
  return {};
}

}  // namespace mailstop::store::sqlite
