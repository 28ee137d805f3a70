// The database that `check` and `backup` look at: the one that a server with the same settings uses.
#pragma once
#include <string>

#include "base/result.hpp"
#include "store/sqlite/settings.hpp"

namespace mailstop::app {

// Errors: there is none, as with --ephemeral.
Result<std::string> choose_database(const store::sqlite::Settings& settings);

}  // namespace mailstop::app
