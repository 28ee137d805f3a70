// AUTH (RFC 4954): carries a SASL exchange and asks the host what it cannot know.
#include <fmt/format.h>

#include <utility>

#include "base/digest.hpp"
#include "protocol/smtp/command.hpp"
#include "protocol/smtp/command_table.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

void Session::on_auth(Cursor arguments) {
  if (settings_.auth == AuthMode::off || settings_.hidden_extensions.has(Extension::auth))
    return on_unimplemented(arguments);
  // RFC 4954 section 6
  if (settings_.tls_before_auth && !channel_)
    return refuse({538, "5.7.11", "Encryption required for authentication: STARTTLS first"});
  if (!auth_user_.empty()) return refuse({503, "5.5.1", "Bad sequence: already authenticated"});
  const auto command = parse_auth(arguments);
  if (!command) return refuse(command.error());
  ++exchanges_;
  auto mechanism = sasl::make_mechanism(command->mechanism, circumstances());
  if (!mechanism) {
    const auto offered = fmt::format("{}", fmt::join(sasl::list_mechanisms(circumstances()), ", "));
    return refuse({504, "5.5.4", fmt::format("Mechanism not known here; there are {}", offered)});
  }
  sasl::Exchange exchange(std::move(mechanism));
  auto outcome = exchange.start(command->initial_response);
  enter(Authenticating{std::move(exchange)});
  proceed(std::move(outcome));
}

// What the mechanisms depend on. Each exchange of a session has a nonce of its own.
sasl::Circumstances Session::circumstances() const {
  sasl::Circumstances result;
  result.host = settings_.hostname;
  result.nonce = hmac(Hash::sha256, facts_.entropy, fmt::format("exchange {}", exchanges_)).substr(0, 18);
  result.knows_passwords = settings_.has_user_list;
  result.allowed = settings_.auth_mechanisms;
  if (channel_) {
    result.certificate_subject = channel_->facts.client_subject;
    result.bindings = channel_->bindings;
  }
  return result;
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
  proceed(std::get<Authenticating>(state_).exchange.received(line.text));
  return true;
}

void Session::proceed(sasl::Outcome outcome) {
  std::visit([this](auto& alternative) { on_outcome(std::move(alternative)); }, outcome);
}

void Session::on_outcome(sasl::Continue challenge) {
  reply({334, "", challenge.challenge});
}

void Session::on_outcome(sasl::Claim claim) {
  auto exchange = std::get<Authenticating>(std::move(state_)).exchange;
  Authenticate question;
  question.mechanism = exchange.mechanism();
  question.user = claim.user;
  question.password = std::move(claim.password);
  question.authorization_id = std::move(claim.authorization_id);
  question_ = std::move(question);
  enter(Verifying{std::move(exchange), std::move(claim.user)});
}

void Session::on_outcome(sasl::PasswordNeeded needed) {
  auto exchange = std::get<Authenticating>(std::move(state_)).exchange;
  question_ = LookUpPassword{std::string(exchange.mechanism()), needed.user};
  enter(LookingUp{std::move(exchange)});
}

void Session::on_outcome(sasl::Proven proven) {
  const auto exchange = std::get<Authenticating>(std::move(state_)).exchange;
  log_in(std::move(proven.user), exchange.mechanism());
}

void Session::on_outcome(sasl::Disproven) {
  enter(Ready{});
  ++failed_logins_;
  if (settings_.auth_failure_delay.count() > 0) pause_ = settings_.auth_failure_delay;
  const Reply answer{535, "5.7.8", "Authentication credentials invalid"};
  if (failed_logins_ < settings_.limits.max_failed_logins) return refuse(answer);
  note_refusal(history_, {last_command_, last_verb_, answer});
  close(Ending::too_many_failed_logins, {421, "4.7.0", "Too many failed logins, closing the connection"});
}

void Session::on_outcome(sasl::Cancelled) {
  enter(Ready{});
  refuse({501, "5.7.0", "Authentication cancelled"});
}

void Session::on_outcome(sasl::Malformed malformed) {
  enter(Ready{});
  refuse({501, "5.5.2", fmt::format("Authentication failed: {}", malformed.reason)});
}

void Session::on_answer(Authenticated verdict) {
  auto claim = std::get<Verifying>(std::move(state_));
  if (verdict.accepted) return log_in(std::move(claim.user), claim.exchange.mechanism());
  if (verdict.refusal) {
    enter(Ready{});
    return reply(*verdict.refusal);
  }
  auto outcome = claim.exchange.rejected();
  enter(Authenticating{std::move(claim.exchange)});
  proceed(std::move(outcome));
}

void Session::on_answer(KnownPassword known) {
  auto exchange = std::get<LookingUp>(std::move(state_)).exchange;
  auto outcome = exchange.take_password(std::move(known.password));
  enter(Authenticating{std::move(exchange)});
  proceed(std::move(outcome));
}

void Session::log_in(std::string user, std::string_view mechanism) {
  auth_user_ = std::move(user);
  auth_mechanism_ = mechanism;
  enter(Ready{});
  reply({235, "2.7.0", "Authentication successful"});
}

}  // namespace mailstop::smtp
