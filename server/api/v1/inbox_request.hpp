// The bodies of PUT /v1/inboxes/{inbox}: what is left out is as if nothing had ever been said; and of PATCH,
// {"name": "new"}.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/inbox_facts.hpp"

namespace mailstop::api::v1 {

// Errors: invalid_argument naming the field.
Result<store::InboxSettings> parse_inbox_settings(std::string_view body);
Result<std::string> parse_inbox_rename(std::string_view body);

}  // namespace mailstop::api::v1
