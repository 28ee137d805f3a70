// The options that say which inbox mail goes to and how much is kept, a part of the table of
// config/option.hpp.
#pragma once
#include <span>

#include "config/option.hpp"

namespace mailstop::config {

std::span<const Option> inbox_options();

}  // namespace mailstop::config
