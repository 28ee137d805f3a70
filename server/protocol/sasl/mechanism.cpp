#include "protocol/sasl/mechanism.hpp"

#include "base/text.hpp"
#include "protocol/sasl/login.hpp"
#include "protocol/sasl/plain.hpp"

namespace mailstop::sasl {

std::unique_ptr<Mechanism> make_mechanism(std::string_view name) {
  if (equals_ignoring_case(name, "PLAIN")) return std::make_unique<Plain>();
  if (equals_ignoring_case(name, "LOGIN")) return std::make_unique<Login>();
  return nullptr;
}

}  // namespace mailstop::sasl
