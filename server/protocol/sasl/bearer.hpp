// The two ways to hand over an OAuth 2.0 token: XOAUTH2 (Google's and Microsoft's) and OAUTHBEARER (RFC
// 7628). After a refusal both send a status as one more challenge, and the client answers it before it learns
// the rest.
#pragma once
#include "protocol/sasl/mechanism.hpp"

namespace mailstop::sasl {

class Bearer : public Mechanism {
 public:
  std::string first_challenge() override { return {}; }
  Step respond(std::string response) override;
  std::optional<Challenge> rejected() override;

 private:
  virtual Step read(std::string_view message) const = 0;

  bool is_rejected_ = false;
};

class XOAuth2 final : public Bearer {
 public:
  std::string_view name() const override { return "XOAUTH2"; }

 private:
  Step read(std::string_view message) const override;
};

class OAuthBearer final : public Bearer {
 public:
  std::string_view name() const override { return "OAUTHBEARER"; }

 private:
  Step read(std::string_view message) const override;
};

}  // namespace mailstop::sasl
