// The body of PATCH: what to change of one message or many.
#pragma once
#include <string_view>

#include "base/result.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::v1 {

// Errors: invalid_argument naming the field; an empty patch; "tags" together with "addTags" or "removeTags".
Result<store::Patch> parse_patch(std::string_view body);

}  // namespace mailstop::api::v1
