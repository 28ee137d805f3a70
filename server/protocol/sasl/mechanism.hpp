// A SASL mechanism (RFC 4422) as the server's side of its exchange, sans I/O: responses in, challenges out.
// It decodes what the client claims; whether the claim is good is for the host to say.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace mailstop::sasl {

struct Challenge {
  std::string bytes;
};

struct Claim {
  std::string user;              // valid UTF-8, not empty, no control characters
  std::string password;          // bytes as sent; never to be logged
  std::string authorization_id;  // whom the client wants to act for; "" for itself
};

struct Malformed {
  std::string reason;  // for the client; never holds what it sent
};

using Step = std::variant<Challenge, Claim, Malformed>;

class Mechanism {
 public:
  virtual ~Mechanism() = default;
  virtual std::string_view name() const = 0;
  // What the server says when the client sent no initial response; "" when the client speaks first.
  virtual std::string first_challenge() = 0;
  virtual Step respond(std::string response) = 0;
};

// In the order in which they are offered.
constexpr std::array<std::string_view, 2> mechanism_names = {"PLAIN", "LOGIN"};

// Null for a name that is not offered; case does not matter.
std::unique_ptr<Mechanism> make_mechanism(std::string_view name);

}  // namespace mailstop::sasl
