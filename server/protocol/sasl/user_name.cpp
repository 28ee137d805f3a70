#include "protocol/sasl/user_name.hpp"

#include "base/text.hpp"

namespace mailstop::sasl {

std::string_view find_user_fault(std::string_view user) {
  if (user.empty()) return "the user name is empty";
  if (!is_valid_utf8(user)) return "the user name is not valid UTF-8";
  if (escape_controls(user) != user) return "the user name holds control characters";
  return {};
}

}  // namespace mailstop::sasl
