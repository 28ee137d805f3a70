// POST /api/v1/messages/{id}/release: where a message is to be sent on to.
#pragma once
#include <string_view>

#include "base/result.hpp"

namespace mailstop::api::compat::mailhog {

// Errors: no JSON, a value of another type, the name of a server (none is remembered here), an unknown
// mechanism.
Result<void> check_release(std::string_view body);

}  // namespace mailstop::api::compat::mailhog
