// Quoted-printable (RFC 2045 section 6.7). What is no escape stays as it stands, where GMime's decoder would
// drop it.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::mail {

std::string decode_quoted_printable(std::string_view text);

// Every "=" is followed by two hex digits or by the end of its line.
bool is_good_quoted_printable(std::string_view text);

}  // namespace mailstop::mail
