// Which names an inbox may have: 1 to 128 of A-Z a-z 0-9 . _ @ + -
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::api::v1 {

bool is_inbox_name(std::string_view text);
Error invalid_inbox_name(std::string_view field);

}  // namespace mailstop::api::v1
