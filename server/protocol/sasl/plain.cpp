#include "protocol/sasl/plain.hpp"

#include "base/text.hpp"
#include "protocol/sasl/user_name.hpp"

namespace mailstop::sasl {

// RFC 4616 section 2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
Step Plain::respond(std::string response) {
  const auto fields = split(response, '\0');
  if (fields.size() != 3)
    return Malformed{"PLAIN wants two NUL bytes: authorization id, NUL, user, NUL, password"};
  if (const auto fault = find_user_fault(fields[1]); !fault.empty()) return Malformed{std::string(fault)};
  return Claim{std::string(fields[1]), std::string(fields[2]), std::string(fields[0])};
}

}  // namespace mailstop::sasl
