// A second look at a database that a server may have open: a connection that only reads, for the commands
// that check and copy it. Write-ahead logging lets it read while the server writes.
#pragma once
#include <string>

#include "base/result.hpp"
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {

// Errors: not_found, storage_unusable as those of DatabaseFile::check, storage_failed.
Result<Database> open_beside(const std::string& path);

// The first column of the first row; 0 when there is none or it fails.
std::int64_t number_from(Database& database, const std::string& sql);

}  // namespace mailstop::store::sqlite
