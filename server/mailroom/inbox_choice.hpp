// Which inbox a message goes to when nobody has said so: the one that its header X-Mailstop-Inbox names, else
// the one named like the AUTH user, else "default". So tests that run at the same time do not see each other
// as soon as each logs in with a name of its own.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "mail/envelope.hpp"

namespace mailstop::mailroom {

// 1 to 128 of A-Z a-z 0-9 . _ @ + -
bool is_inbox_name(std::string_view text);
constexpr std::size_t longest_inbox_name = 128;
constexpr std::string_view default_inbox = "default";

// A name that no inbox may have counts as none.
std::string choose_inbox(const mail::Envelope& envelope, std::string_view raw);

}  // namespace mailstop::mailroom
