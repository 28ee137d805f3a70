// The options of the ports on which mail comes in, a part of the table of config/option.hpp.
#pragma once
#include <span>

#include "config/option.hpp"

namespace mailstop::config {

std::span<const Option> mail_options();

}  // namespace mailstop::config
