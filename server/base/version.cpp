#include "base/version.hpp"

namespace mailstop {

const std::string_view version = MAILSTOP_VERSION;

}  // namespace mailstop
