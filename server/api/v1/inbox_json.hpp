// The JSON of inboxes. Passwords are not in it.
#pragma once
#include <string>
#include <vector>

#include "store/inbox_facts.hpp"

namespace mailstop::api::v1 {

std::string inbox_json(const store::InboxFacts& inbox);
std::string inbox_list_json(const std::vector<store::InboxFacts>& inboxes);

}  // namespace mailstop::api::v1
