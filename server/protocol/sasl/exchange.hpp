// A SASL exchange in base64 lines, as SMTP (RFC 4954), POP3 (RFC 5034) and IMAP (RFC 9051) carry it.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "protocol/sasl/mechanism.hpp"

namespace mailstop::sasl {

struct Continue {
  std::string challenge;  // base64, may be ""
};
struct Cancelled {};  // the client sent "*"

using Outcome = std::variant<Continue, Claim, PasswordNeeded, Proven, Disproven, Cancelled, Malformed>;

class Exchange {
 public:
  explicit Exchange(std::unique_ptr<Mechanism> mechanism) : mechanism_(std::move(mechanism)) {}

  std::string_view mechanism() const { return mechanism_->name(); }

  // `initial_response` is base64, or "=" for an empty one.
  Outcome start(std::optional<std::string_view> initial_response);
  Outcome received(std::string_view line);

  // After PasswordNeeded: none when there is no such user.
  Outcome take_password(std::optional<std::string> password);
  // After a Claim that is not good: Disproven, or what is still said before it.
  Outcome rejected();

 private:
  Outcome respond(std::string_view base64);

  std::unique_ptr<Mechanism> mechanism_;
};

}  // namespace mailstop::sasl
