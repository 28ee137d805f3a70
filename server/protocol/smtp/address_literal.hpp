// What may stand between the brackets of [192.0.2.1] or [IPv6:2001:db8::1] (RFC 5321 section 4.1.3).
#pragma once
#include <string_view>

namespace mailstop::smtp {

bool is_ipv4_address(std::string_view text);
bool is_ipv6_address(std::string_view text);

// Standardized-tag ":" 1*dcontent; the tag is any word.
bool is_general_address(std::string_view text);

bool is_address_literal(std::string_view text);

}  // namespace mailstop::smtp
