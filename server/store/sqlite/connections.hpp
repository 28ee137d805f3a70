// Opens the connections of a store: the writing one makes the database what we want, the others only read.
#pragma once
#include <string>
#include <vector>

#include "store/sqlite/database.hpp"
#include "store/sqlite/settings.hpp"

namespace mailstop::store::sqlite {

// The name SQLite knows the database by: its path, or that of a new memory file.
std::string connection_name(const Settings& settings);

// Sets up a new database, brings an older one up to date.
Result<Database> open_for_writing(const std::string& name, const Settings& settings);

Result<std::vector<Database>> open_for_reading(const std::string& name, const Settings& settings);

}  // namespace mailstop::store::sqlite
