// Which inbox a message goes to when nobody has said so. By default the one that its header X-Mailstop-Inbox
// names, else that of a routing rule (routes.hpp), else the one named like the AUTH user, else "default". So
// tests that run at the same time do not see each other as soon as each logs in with a name of its own.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "mail/envelope.hpp"

namespace mailstop::mailroom {

// 1 to 128 of A-Z a-z 0-9 . _ @ + -
bool is_inbox_name(std::string_view text);
constexpr std::size_t longest_inbox_name = 128;
constexpr std::string_view default_inbox = "default";

// What may name an inbox. A name that no inbox may have counts as none.
enum class InboxKey {
  header,          // X-Mailstop-Inbox
  auth,            // the AUTH user
  recipient_tag,   // alice+checkout-7@x: checkout-7, of the first recipient that has one
  recipient,       // the address of the first recipient, in small letters
  helo,            // the name given with HELO or EHLO; of [127.0.0.1] what is in the brackets
  client_address,  // with - for the colons of IPv6
};
using InboxKeys = std::vector<InboxKey>;

// "auth,header": the first key that names an inbox counts.
Result<InboxKeys> parse_inbox_keys(std::string_view text);
InboxKeys default_inbox_keys();

// `by_rule` is what the routing rules say, "" for nothing. It comes behind the header if that is the first
// key, else before all keys.
std::string choose_inbox(const mail::Envelope& envelope, std::string_view raw, const InboxKeys& keys,
                         std::string_view by_rule = {});

}  // namespace mailstop::mailroom
