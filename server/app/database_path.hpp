// Where the mail is kept when nobody says.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace mailstop::app {

// $XDG_DATA_HOME/mailstop/mail.db, by default below $HOME/.local/share (XDG Base Directory Specification).
Result<std::string> default_database_path(
    const std::function<std::optional<std::string>(const std::string&)>& environment);

}  // namespace mailstop::app
