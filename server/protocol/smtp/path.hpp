// The addresses of MAIL and RCPT: RFC 5321 section 4.1.2, one function a rule, with UTF-8 as RFC 6531
// section 3.3 adds it.
//
// More is accepted than the RFC writes, because real senders send it: no angle brackets, no domain, dots
// anywhere in a local part, "_" and a hyphen anywhere in a domain, UTF-8 without SMTPUTF8. What is found is
// given as it was sent.
#pragma once
#include <string_view>

#include "protocol/smtp/cursor.hpp"

namespace mailstop::smtp {

// Reverse-path = Path / "<>". Gives the mailbox without brackets and source route; "" for the null sender.
Rule<std::string_view> parse_reverse_path(Cursor& cursor);

// Forward-path = Path / "<Postmaster>"
Rule<std::string_view> parse_forward_path(Cursor& cursor);

Rule<std::string_view> parse_mailbox(Cursor& cursor);
Rule<std::string_view> parse_local_part(Cursor& cursor);
Rule<std::string_view> parse_quoted_string(Cursor& cursor);
Rule<std::string_view> parse_domain(Cursor& cursor);
Rule<std::string_view> parse_address_literal(Cursor& cursor);
Rule<std::string_view> parse_source_route(Cursor& cursor);

}  // namespace mailstop::smtp
