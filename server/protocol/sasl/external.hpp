// EXTERNAL (RFC 4422 appendix A): the client is who its TLS certificate says.
#pragma once
#include "protocol/sasl/offer.hpp"

namespace mailstop::sasl {

class External final : public Mechanism {
 public:
  explicit External(const Circumstances& circumstances) : subject_(circumstances.certificate_subject) {}

  std::string_view name() const override { return "EXTERNAL"; }
  std::string first_challenge() override { return {}; }
  Step respond(std::string authorization_id) override;

 private:
  std::string subject_;
};

}  // namespace mailstop::sasl
