// Tab completion: a script of one shell that knows every command, option and choice of the tables.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::config {

// `shell` is bash, zsh or fish. Errors: any other.
Result<std::string> completion_script(std::string_view shell);

}  // namespace mailstop::config
