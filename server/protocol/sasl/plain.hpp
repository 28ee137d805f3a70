// PLAIN (RFC 4616): authorization id, user and password in one message, parted by NUL.
#pragma once
#include "protocol/sasl/mechanism.hpp"

namespace mailstop::sasl {

class Plain final : public Mechanism {
 public:
  std::string_view name() const override { return "PLAIN"; }
  std::string first_challenge() override { return {}; }
  Step respond(std::string response) override;
};

}  // namespace mailstop::sasl
