// A message as it goes behind DATA (RFC 5321 section 4.5.2). Pure.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::smtp_client {

// With a dot before each line that begins with one, a CRLF at the end, and the line with the final dot.
std::string to_data_lines(std::string_view message);

// Line ends of Unix become CRLF; those that are CRLF already stay.
std::string to_crlf(std::string_view text);

}  // namespace mailstop::smtp_client
