// The names of all tags, in the order in which Mailpit lists them.
#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailpit {

Task<Result<std::vector<std::string>>> tag_names(mailroom::Mailroom& mailroom);

}  // namespace mailstop::api::compat::mailpit
