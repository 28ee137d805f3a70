#include "protocol/sasl/exchange.hpp"

#include "base/base64.hpp"

namespace mailstop::sasl {
namespace {

Outcome to_outcome(Step step) {
  const auto convert = [](auto& alternative) -> Outcome {
    if constexpr (std::is_same_v<decltype(alternative), Challenge&>) {
      return Continue{to_base64(alternative.bytes)};
    } else {
      return std::move(alternative);
    }
  };
  return std::visit(convert, step);
}

}  // namespace

// RFC 4954 section 4: "=" is an initial response of no bytes.
Outcome Exchange::start(std::optional<std::string_view> initial_response) {
  if (!initial_response) return Continue{to_base64(mechanism_->first_challenge())};
  return respond(*initial_response == "=" ? std::string_view() : *initial_response);
}

Outcome Exchange::received(std::string_view line) {
  if (line == "*") return Cancelled{};
  return respond(line);
}

Outcome Exchange::take_password(std::optional<std::string> password) {
  return to_outcome(mechanism_->take_password(std::move(password)));
}

Outcome Exchange::rejected() {
  if (const auto challenge = mechanism_->rejected()) return Continue{to_base64(challenge->bytes)};
  return Disproven{};
}

Outcome Exchange::respond(std::string_view base64) {
  auto response = parse_base64(base64);
  if (!response) return Malformed{"the response is not valid base64"};
  return to_outcome(mechanism_->respond(std::move(*response)));
}

}  // namespace mailstop::sasl
