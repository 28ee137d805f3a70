// The options of what programs know from other tools, a part of the table of config/option.hpp.
#pragma once
#include <span>

#include "config/option.hpp"

namespace mailstop::config {

std::span<const Option> compat_options();

}  // namespace mailstop::config
