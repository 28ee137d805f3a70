// uuencode (POSIX), which some old senders still name as a transfer encoding. GMime 3.2 does not find its
// begin line.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::mail {

// What stands between the "begin" and "end" lines; "" without a begin line.
std::string decode_uu(std::string_view text);

}  // namespace mailstop::mail
