// SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, RFC 7677), and their -PLUS forms that are tied to the TLS
// connection. Client and server prove to each other that they know the password, which is never sent. User
// names and passwords are compared as they are, without SASLprep.
#pragma once
#include "base/digest.hpp"
#include "protocol/sasl/gs2.hpp"
#include "protocol/sasl/offer.hpp"

namespace mailstop::sasl {

enum class ScramBinding { none, required };

class Scram final : public Mechanism {
 public:
  Scram(Hash hash, ScramBinding binding, const Circumstances& circumstances);

  std::string_view name() const override;
  std::string first_challenge() override { return {}; }
  Step respond(std::string response) override;
  Step take_password(std::optional<std::string> password) override;

 private:
  enum class Place { first, password, final, done };

  Step read_first(std::string_view message);
  Step read_final(std::string_view message);
  std::optional<Malformed> check_header() const;
  std::string channel_binding() const;
  bool has_bindings() const { return !bindings_.unique.empty() || !bindings_.exporter.empty(); }

  Hash hash_;
  ScramBinding binding_;
  ChannelBindings bindings_;
  std::string server_nonce_;
  Place place_ = Place::first;
  Gs2Header header_;
  std::string user_;
  std::string first_bare_;  // of the client
  std::string nonce_;       // the client's and the server's
  std::string server_first_;
  std::string salted_password_;
  bool is_known_ = false;
};

}  // namespace mailstop::sasl
