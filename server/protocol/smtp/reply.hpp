// An SMTP reply (RFC 5321 section 4.2) with its enhanced status code (RFC 3463), and how it looks on the
// wire.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::smtp {

struct Reply {
  int code = 0;
  std::string status;  // "2.1.5"; "" where RFC 2034 wants none
  std::string text;    // one line, or several parted by '\n'
};

// Each line with code, status and CRLF, 512 octets at most, printable ASCII only: what else is in the text is
// escaped.
void append(std::string& out, const Reply& reply);

// "550 5.7.1 Not here", as a setting writes it; without the second code it is <class>.7.1. 4xx and 5xx only.
Result<Reply> parse_reply(std::string_view text);

// How a failure to store is told to the client: the one table from Errc to reply.
Reply to_reply(const Error& error);

}  // namespace mailstop::smtp
