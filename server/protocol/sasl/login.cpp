#include "protocol/sasl/login.hpp"

#include "protocol/sasl/user_name.hpp"

namespace mailstop::sasl {

Step Login::respond(std::string response) {
  if (user_) return Claim{*user_, std::move(response), {}};
  if (const auto fault = find_user_fault(response); !fault.empty()) return Malformed{std::string(fault)};
  user_ = std::move(response);
  return Challenge{"Password:"};
}

}  // namespace mailstop::sasl
