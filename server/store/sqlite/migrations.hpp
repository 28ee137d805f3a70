// The schema's versions (schema/sqlite/NNNN_*.sql, embedded), applied in order; PRAGMA user_version says
// which is in.
#pragma once
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {

int newest_schema_version();

// Each version in a transaction of its own. Refuses a database that is newer than this program.
Result<void> migrate(Database& database);

}  // namespace mailstop::store::sqlite
