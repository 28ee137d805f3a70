#include "app/database_path.hpp"

namespace mailstop::app {

Result<std::string> default_database_path(
    const std::function<std::optional<std::string>(const std::string&)>& environment) {
  constexpr auto file = "/mailstop/mail.db";
  // The specification says that a relative path is invalid and to be ignored.
  if (const auto data = environment("XDG_DATA_HOME"); data && data->starts_with('/')) return *data + file;
  if (const auto home = environment("HOME"); home && home->starts_with('/'))
    return *home + "/.local/share" + file;
  return invalid_argument(
      "neither XDG_DATA_HOME nor HOME is set: say --database FILE, or --ephemeral to keep nothing");
}

}  // namespace mailstop::app
