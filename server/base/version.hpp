// Which version this is; CMake's project() is the one place that says it.
#pragma once
#include <string_view>

namespace mailstop {

extern const std::string_view version;

}  // namespace mailstop
