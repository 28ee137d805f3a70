// HELO and EHLO, and what a session offers.
#include <fmt/format.h>

#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

// RFC 5321 section 4.1.1.1. The name is not checked: clients send what they think they are called.
void Session::meet_client(Cursor arguments) {
  helo_ = to_valid_utf8(std::string(arguments.rest()));
  history_.has_said_hello = true;
  enter(Ready{});
}

void Session::greet() {
  const auto* const protocol = settings_.dialect == Dialect::lmtp ? "LMTP" : "ESMTP";
  const auto text = settings_.greeting.empty() ? fmt::format("{} Mailstop", protocol) : settings_.greeting;
  reply({220, "", fmt::format("{} {}", settings_.hostname, text)});
  enter(Connected{});
}

void Session::on_helo(Cursor arguments) {
  if (settings_.dialect == Dialect::lmtp) return refuse(wrong_dialect());
  meet_client(arguments);
  reply({250, "", settings_.hostname});
}

void Session::on_ehlo(Cursor arguments) {
  if (settings_.dialect == Dialect::lmtp) return refuse(wrong_dialect());
  meet_client(arguments);
  reply({250, "", settings_.hostname + list_extensions()});
}

// RFC 2033 section 4.1
void Session::on_lhlo(Cursor arguments) {
  if (settings_.dialect == Dialect::smtp) return refuse(wrong_dialect());
  meet_client(arguments);
  reply({250, "", settings_.hostname + list_extensions()});
}

Reply Session::wrong_dialect() const {
  const auto* const text = settings_.dialect == Dialect::lmtp ? "This is LMTP: LHLO instead of HELO and EHLO"
                                                              : "This is SMTP: EHLO instead of LHLO";
  return {502, "5.5.1", text};
}

// Everything that the settings do not hide and the connection allows.
void Session::choose_extensions() {
  using enum Extension;
  offered_ = ExtensionSet::all();
  if (!channel_) offered_.remove(require_tls);  // RFC 8689 section 2
  if (settings_.max_hold <= std::chrono::seconds(0)) offered_.remove(future_release);
  if (settings_.auth == AuthMode::off) offered_.remove(auth);
  if (settings_.tls_before_auth && !channel_) offered_.remove(auth);
  if (!settings_.starttls || channel_) offered_.remove(starttls);
  for (int place = 0; place <= static_cast<int>(auth); ++place) {
    const auto extension = static_cast<Extension>(place);
    if (settings_.hidden_extensions.has(extension)) offered_.remove(extension);
  }
  // RFC 3030 section 3: BINARYMIME needs both.
  if (!offered_.has(chunking) || !offered_.has(eight_bit_mime)) offered_.remove(binary_mime);
  history_.is_tls = channel_.has_value();
  history_.offers_tls = offered_.has(starttls);
  history_.offers_auth = offered_.has(auth);
}

// One line each, led by '\n'.
std::string Session::list_extensions() const {
  using enum Extension;
  std::string lines;
  const auto announce = [&](Extension extension, const std::string& value) {
    if (!offered_.has(extension)) return;
    lines += fmt::format("\n{}{}{}", name_of(extension), value.empty() ? "" : " ", value);
  };
  announce(pipelining, "");
  announce(size, std::to_string(settings_.limits.max_message_size));
  for (const auto extension : {eight_bit_mime, smtputf8, enhanced_status_codes, chunking, binary_mime, dsn,
                               require_tls, deliver_by, mt_priority}) {
    announce(extension, "");
  }
  announce(limits, list_limits());
  const auto latest = facts_.connected_at + settings_.max_hold;
  announce(future_release, fmt::format("{} {}", settings_.max_hold.count(), to_rfc3339(latest)));
  announce(starttls, "");
  if (facts_.is_trusted) lines += "\nXCLIENT NAME ADDR PORT PROTO HELO LOGIN";
  const auto mechanisms = sasl::list_mechanisms(circumstances());
  if (!mechanisms.empty()) announce(auth, fmt::format("{}", fmt::join(mechanisms, " ")));
  return lines;
}

// RFC 9422 section 4
std::string Session::list_limits() const {
  const auto& limits = settings_.limits;
  const auto messages = limits.max_messages > 0 ? fmt::format("MAILMAX={} ", limits.max_messages) : "";
  return fmt::format("{}RCPTMAX={}", messages, limits.max_recipients);
}

}  // namespace mailstop::smtp
