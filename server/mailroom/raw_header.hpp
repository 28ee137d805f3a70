// A field of a message's header as its bytes have it. Every message is looked through before it is stored, so
// nothing is decoded and a folded value ends with its first line.
#pragma once
#include <string_view>

namespace mailstop::mailroom {

// The value of the first field of that name (any case), without the white space around it; "" when there is
// none.
std::string_view raw_header(std::string_view raw, std::string_view name);

}  // namespace mailstop::mailroom
