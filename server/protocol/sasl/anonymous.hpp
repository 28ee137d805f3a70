// ANONYMOUS (RFC 4505): no user, only a word or an address to trace the client by. It is checked and not
// kept.
#pragma once
#include "protocol/sasl/mechanism.hpp"

namespace mailstop::sasl {

class Anonymous final : public Mechanism {
 public:
  std::string_view name() const override { return "ANONYMOUS"; }
  std::string first_challenge() override { return {}; }
  Step respond(std::string trace) override;
};

}  // namespace mailstop::sasl
