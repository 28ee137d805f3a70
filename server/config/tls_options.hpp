// The options of TLS, a part of the table of config/option.hpp.
#pragma once
#include <span>

#include "config/option.hpp"

namespace mailstop::config {

std::span<const Option> tls_options();

}  // namespace mailstop::config
