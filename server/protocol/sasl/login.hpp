// LOGIN (draft-murchison-sasl-login): asks for the user, then for the password. Obsolete and in wide use.
#pragma once
#include <optional>

#include "protocol/sasl/mechanism.hpp"

namespace mailstop::sasl {

class Login final : public Mechanism {
 public:
  std::string_view name() const override { return "LOGIN"; }
  std::string first_challenge() override { return "Username:"; }
  Step respond(std::string response) override;

 private:
  std::optional<std::string> user_;
};

}  // namespace mailstop::sasl
