// AUTH (RFC 4954): carries a SASL exchange and asks the host whether its claim is good.
#include <fmt/format.h>

#include <utility>

#include "protocol/smtp/command.hpp"
#include "protocol/smtp/command_table.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

void Session::on_auth(Cursor arguments) {
  // RFC 4954 section 6
  const bool is_hidden = settings_.auth == AuthMode::off || settings_.hidden_extensions.has(Extension::auth);
  if (!is_hidden && settings_.tls_before_auth && !channel_)
    return refuse({538, "5.7.11", "Encryption required for authentication: STARTTLS first"});
  if (is_hidden) return on_unimplemented(arguments);
  if (!auth_user_.empty()) return refuse({503, "5.5.1", "Bad sequence: already authenticated"});
  const auto command = parse_auth(arguments);
  if (!command) return refuse(command.error());
  auto mechanism = sasl::make_mechanism(command->mechanism);
  if (!mechanism) {
    return refuse(
        {504, "5.5.4",
         fmt::format("Mechanism not known here; there are {}", fmt::join(sasl::mechanism_names, " and "))});
  }
  sasl::Exchange exchange(std::move(mechanism));
  auto outcome = exchange.start(command->initial_response);
  enter(Authenticating{std::move(exchange)});
  on_outcome(std::move(outcome));
}

bool Session::take_response() {
  const auto line = input_.take_line(sasl_line_octets);
  if (line.status == line::LineStatus::incomplete) return false;
  record_.add(Direction::client, mask_response(line.text));
  if (line.status == line::LineStatus::too_long) {
    enter(Ready{});
    refuse({500, "5.5.6", fmt::format("Response too long: it has more than {} octets", sasl_line_octets)});
    return true;
  }
  on_outcome(std::get<Authenticating>(state_).exchange.received(line.text));
  return true;
}

void Session::on_outcome(sasl::Outcome outcome) {
  if (const auto* challenge = std::get_if<sasl::Continue>(&outcome)) {
    return reply({334, "", challenge->challenge});
  }
  if (auto* claim = std::get_if<sasl::Claim>(&outcome)) {
    const std::string mechanism(std::get<Authenticating>(state_).exchange.mechanism());
    question_ = Authenticate{mechanism, claim->user, std::move(claim->password)};
    return enter(Verifying{mechanism, std::move(claim->user)});
  }
  enter(Ready{});
  if (const auto* malformed = std::get_if<sasl::Malformed>(&outcome)) {
    return refuse({501, "5.5.2", fmt::format("Authentication failed: {}", malformed->reason)});
  }
  refuse({501, "5.7.0", "Authentication cancelled"});
}

void Session::on_answer(Authenticated verdict) {
  auto claim = std::get<Verifying>(std::move(state_));
  enter(Ready{});
  if (!verdict.accepted) return refuse({535, "5.7.8", "Authentication credentials invalid"});
  auth_user_ = std::move(claim.user);
  auth_mechanism_ = std::move(claim.mechanism);
  reply({235, "2.7.0", "Authentication successful"});
}

}  // namespace mailstop::smtp
