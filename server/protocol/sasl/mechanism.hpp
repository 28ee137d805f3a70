// A SASL mechanism (RFC 4422) as the server's side of its exchange, sans I/O: responses in, challenges out.
// It decodes what the client claims; whether a claim is good is for the host to say. Mechanisms that never
// send a password ask for the one that is known and judge themselves.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mailstop::sasl {

struct Challenge {
  std::string bytes;
};

// The host shall say whether this is good.
struct Claim {
  std::string user;              // valid UTF-8, not empty, no control characters
  std::string password;          // or token, bytes as sent; never to be logged; "" where none is sent
  std::string authorization_id;  // whom the client wants to act for; "" for itself
};

// The host shall give this user's password to take_password().
struct PasswordNeeded {
  std::string user;  // as in Claim
};

// The client has shown that it knows the password.
struct Proven {
  std::string user;
  std::string authorization_id;
};

struct Disproven {};  // and this one has not

struct Malformed {
  std::string reason;  // for the client; never holds what it sent
};

using Step = std::variant<Challenge, Claim, PasswordNeeded, Proven, Disproven, Malformed>;

class Mechanism {
 public:
  virtual ~Mechanism() = default;
  virtual std::string_view name() const = 0;
  // What the server says when the client sent no initial response; "" when the client speaks first.
  virtual std::string first_challenge() = 0;
  virtual Step respond(std::string response) = 0;
  // After PasswordNeeded: none when there is no such user.
  virtual Step take_password(std::optional<std::string>) { return Disproven{}; }
  // After a Claim that is not good: what is still said before the client learns it.
  virtual std::optional<Challenge> rejected() { return std::nullopt; }
};

}  // namespace mailstop::sasl
