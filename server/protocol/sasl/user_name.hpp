// What every mechanism asks of a user name: it is stored and shown, so it must be clean text.
#pragma once
#include <string_view>

namespace mailstop::sasl {

// "" when the name is good, else what is wrong with it.
std::string_view find_user_fault(std::string_view user);

}  // namespace mailstop::sasl
