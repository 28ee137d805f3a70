// xtext of RFC 3461 section 4: printable ASCII without "+" and "=", and "+" with two upper-case hex digits.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mailstop::smtp {

// The first character that does not follow the rule, or npos.
std::size_t find_xtext_fault(std::string_view text);

// The text that a faultless xtext stands for.
std::string decode_xtext(std::string_view text);

}  // namespace mailstop::smtp
