// Mailpit's ways to say which mail gets which tags, in Mailstop's words.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::config {

// MP_TAG: 'user=user@example.com "Scanned, ok"="X-Scan: yes"' -> values of --tag, a line each
std::string mailpit_tag_rules(std::string_view value);

// MP_TAGS_DISABLE: "plus-addresses" -> the value of --tags-from that remains, "header"
std::string mailpit_tag_keys(std::string_view disabled);

}  // namespace mailstop::config
