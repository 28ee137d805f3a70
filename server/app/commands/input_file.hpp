// Whole files, as commands read them; "-" is standard input.
#pragma once
#include <string>

#include "base/result.hpp"

namespace mailstop::app {

// Errors say why the file cannot be read.
Result<std::string> read_input(const std::string& path);

}  // namespace mailstop::app
