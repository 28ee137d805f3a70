#include "protocol/sasl/exchange.hpp"

#include "base/base64.hpp"

namespace mailstop::sasl {

// RFC 4954 section 4: "=" is an initial response of no bytes.
Outcome Exchange::start(std::optional<std::string_view> initial_response) {
  if (!initial_response) return Continue{to_base64(mechanism_->first_challenge())};
  return respond(*initial_response == "=" ? std::string_view() : *initial_response);
}

Outcome Exchange::received(std::string_view line) {
  if (line == "*") return Cancelled{};
  return respond(line);
}

Outcome Exchange::respond(std::string_view base64) {
  auto response = parse_base64(base64);
  if (!response) return Malformed{"the response is not valid base64"};
  auto step = mechanism_->respond(std::move(*response));
  if (auto* challenge = std::get_if<Challenge>(&step)) return Continue{to_base64(challenge->bytes)};
  if (auto* claim = std::get_if<Claim>(&step)) return std::move(*claim);
  return std::move(std::get<Malformed>(step));
}

}  // namespace mailstop::sasl
