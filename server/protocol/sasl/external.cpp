#include "protocol/sasl/external.hpp"

#include "protocol/sasl/user_name.hpp"

namespace mailstop::sasl {

Step External::respond(std::string authorization_id) {
  const auto fault = authorization_id.empty() ? "" : find_user_fault(authorization_id);
  if (!fault.empty()) return Malformed{std::string(fault)};
  return Claim{subject_, {}, std::move(authorization_id)};
}

}  // namespace mailstop::sasl
