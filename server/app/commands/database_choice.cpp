#include "app/commands/database_choice.hpp"

#include "app/database_path.hpp"
#include "app/environment.hpp"

namespace mailstop::app {

Result<std::string> choose_database(const store::sqlite::Settings& settings) {
  if (settings.ephemeral) return invalid_argument("with --ephemeral there is no database on disk");
  if (!settings.path.empty()) return settings.path;
  return default_database_path(process_environment);
}

}  // namespace mailstop::app
