// CRAM-MD5 (RFC 2195): the client answers a challenge with an HMAC keyed by its password. Without a list of
// users there is nothing to check it against, and the host is asked as for a password.
#pragma once
#include "protocol/sasl/offer.hpp"

namespace mailstop::sasl {

class CramMd5 final : public Mechanism {
 public:
  explicit CramMd5(const Circumstances& circumstances);

  std::string_view name() const override { return "CRAM-MD5"; }
  std::string first_challenge() override;
  Step respond(std::string response) override;
  Step take_password(std::optional<std::string> password) override;

 private:
  std::string challenge_;
  bool knows_passwords_;
  bool was_challenged_ = false;
  std::string user_;
  std::string proof_;
};

}  // namespace mailstop::sasl
