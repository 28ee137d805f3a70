#include "protocol/smtp/diagnosis.hpp"

#include <fmt/format.h>

#include <utility>

namespace mailstop::smtp {
namespace {

// The first row of which everything fits; "" and 0 fit anything.
struct RefusalRow {
  std::string_view verb;
  int code;
  std::string_view status;
  std::string_view part_of_text;
  std::string_view sentence;  // {command}, {reply}, {mechanisms}
};

constexpr std::string_view by_jim =
    "The server refused \"{command}\" by chance, as --jim or /api/v2/jim told it to: {reply}";

constexpr RefusalRow refusal_rows[] = {
    {"", 0, "", "Chaos ",
     "The server refused \"{command}\" by chance, as --chaos or PUT /api/v1/chaos told it to: {reply}"},
    {"MAIL", 550, "", "Invalid sender ", by_jim},
    {"RCPT", 550, "", "Invalid recipient ", by_jim},
    {"AUTH", 500, "", "Unrecognised command", by_jim},
    {"STARTTLS", 502, "", "",
     "The client wanted STARTTLS, which this server does not offer: start it with --tls=auto or with a "
     "certificate, or "
     "turn off TLS in the client"},
    {"STARTTLS", 503, "", "already",
     "The client asked for STARTTLS on a connection that was encrypted already: set the client either to "
     "implicit TLS "
     "or to STARTTLS"},
    {"AUTH", 502, "", "",
     "The client wanted to log in, but AUTH is switched off here: start the server with --auth=optional, or "
     "take the "
     "user name out of the client's settings"},
    {"AUTH", 504, "", "",
     "The client asked for \"{command}\", which is not offered here: let it use one of {mechanisms}"},
    {"AUTH", 535, "", "",
     "The user name or the password was wrong: check the client's settings against the server's list of "
     "users"},
    {"AUTH", 538, "", "",
     "The client tried to log in before TLS: let it use STARTTLS first, or allow AUTH in the clear"},
    {"AUTH", 501, "5.7.0", "", "The client gave up logging in: it sent * instead of its credentials"},
    {"AUTH", 501, "", "", "What the client sent to log in could not be read: {reply}"},
    {"", 530, "", "TLS",
     "The client sent mail without TLS, which this server demands: let the client use STARTTLS, or start the "
     "server "
     "without --require-tls"},
    {"", 530, "", "",
     "The client did not log in, which this server demands: give it a user name and a password, or start the "
     "server "
     "with --auth=optional"},
    {"", 552, "", "",
     "The message is too large ({reply}): send less, or start the server with a larger --max-message-size"},
    {"RCPT", 452, "4.5.3", "",
     "The message has too many recipients ({reply}): send it in parts, or start the server with a larger "
     "--max-recipients"},
    {"MAIL", 452, "4.5.3", "", "The client sent too many messages over one connection: {reply}"},
    {"", 451, "", "", "The server could not keep the message: {reply}"},
    {"", 452, "", "", "The server could not keep the message: {reply}"},
    {"", 503, "", "",
     "The client sent \"{command}\" at the wrong time: {reply}. The order is EHLO, MAIL, RCPT, DATA"},
    {"", 555, "", "",
     "The client used a parameter that this server does not offer: {reply}. It should use only what EHLO "
     "announces"},
    {"", 553, "5.6.7", "",
     "The address is not ASCII, and SMTPUTF8 is switched off here: start the server without hiding SMTPUTF8"},
    {"", 554, "5.6.0", "",
     "The message has a line that is too long ({reply}): let the client encode it as quoted-printable or "
     "base64"},
    {"", 554, "5.5.1", "", "No recipient was accepted, so there was nobody to send the message to"},
    {"MAIL", 0, "", "rule", "The server's rules refuse \"{command}\": {reply}"},
    {"RCPT", 0, "", "rule", "The server's rules refuse \"{command}\": {reply}"},
    {"", 550, "", "", "The server's rules refuse \"{command}\": {reply}"},
    {"", 500, "", "too long", "The line \"{command}\" is too long: {reply}"},
    {"", 500, "", "", "\"{command}\" is no SMTP command that this server knows: {reply}"},
    {"", 501, "", "", "The line \"{command}\" could not be read: {reply}"},
    {"", 502, "", "", "\"{command}\" is a command that this server does not carry out"},
    {"", 504, "", "", "\"{command}\" asks for something that this server does not have: {reply}"},
    {"", 0, "", "", "The server refused \"{command}\": {reply}"},
};

bool fits(const RefusalRow& row, const Refusal& refusal) {
  const auto& reply = refusal.reply;
  return (row.verb.empty() || row.verb == refusal.verb) && (row.code == 0 || row.code == reply.code) &&
         (row.status.empty() || row.status == reply.status) &&
         reply.text.find(row.part_of_text) != std::string::npos;
}

std::string explain(const SessionHistory& history) {
  const auto& refusal = history.refusal;
  const auto* row = std::begin(refusal_rows);
  while (!fits(*row, refusal)) ++row;
  const auto mechanisms = history.offered_mechanisms.empty() ? "none" : history.offered_mechanisms;
  return fmt::format(fmt::runtime(row->sentence), fmt::arg("command", refusal.command),
                     fmt::arg("reply", refusal.reply.text), fmt::arg("mechanisms", mechanisms));
}

struct TlsRow {
  std::string_view part;  // of what the library says, in lower case
  std::string_view sentence;
};

constexpr TlsRow tls_rows[] = {
    {"http request",
     "The client spoke plain HTTP on a TLS port: the inbox is on another port, and this one is for mail over "
     "TLS"},
    {"wrong version number",
     "The client spoke plain SMTP on a port for implicit TLS: let it use TLS from the start, or the plain "
     "port"},
    {"timed out",
     "The client connected to a port for implicit TLS and said nothing: a plain SMTP client waits for the "
     "server to "
     "speak first; let it use TLS from the start, or the plain port"},
    {"unknown ca",
     "The client does not trust the certificate of this server: give it the CA (mailstop ca, or /v1/ca.pem)"},
    {"bad certificate",
     "The client refused the certificate of this server: check that it trusts the CA (mailstop ca, or "
     "/v1/ca.pem) and "
     "connects to a name in the certificate"},
    {"certificate unknown",
     "The client refused the certificate of this server: check that it trusts the CA (mailstop ca, or "
     "/v1/ca.pem) and "
     "connects to a name in the certificate"},
    {"certificate expired", "The certificate of this server has expired: renew it"},
    {"peer did not return a certificate",
     "This server demands a client certificate, and the client showed none: give it one, or drop "
     "--tls-client-ca"},
    {"certificate verify failed",
     "The client's certificate is not from the CA that --tls-client-ca names: give the client another one"},
    {"unsupported protocol",
     "The client speaks only an old version of TLS: let it use TLS 1.2 or newer, or lower --tls-min"},
    {"protocol version",
     "The client and this server have no version of TLS in common: let the client use TLS 1.2 or newer, or "
     "lower "
     "--tls-min"},
    {"no shared cipher",
     "The client and this server have no cipher in common: update the client's TLS library"},
    {"handshake failure",
     "The client and this server found no common way to do TLS: update the client's TLS library"},
};

Conclusion by_ending(const SessionHistory& history) {
  switch (history.ending) {
    case Ending::http:
      return {
          Outcome::refused,
          "An HTTP request came to the SMTP port: open the web address of the inbox instead of this port"};
    case Ending::tls_hello:
      return {Outcome::refused,
              "The client began with a TLS handshake on a plain port: let it use STARTTLS or no TLS here, or "
              "connect to "
              "the port for implicit TLS"};
    case Ending::tls_failed:
      if (history.phase == Phase::starting_tls && history.tls_failure.find("plain text") != std::string::npos)
        return {Outcome::refused,
                "The client asked for STARTTLS and then went on in plain text: after the 220 its next bytes "
                "must be a TLS handshake"};
      return {Outcome::refused, explain_tls_failure(history.tls_failure)};
    case Ending::shut_down:
      return {Outcome::refused, "The server was stopped while the client was connected: send the mail again"};
    case Ending::idle:
      break;
    default:
      return {Outcome::aborted, ""};
  }
  if (history.commands == 0)
    return {Outcome::timeout,
            "The client connected and then said nothing until the idle time was over: it may wait "
            "for TLS, or not speak SMTP"};
  if (history.phase == Phase::data)
    return {Outcome::timeout,
            fmt::format(
                "The client stopped sending in the middle of a message, after {} bytes; the last line of a "
                "message is a single dot",
                history.data_bytes)};
  return {Outcome::timeout,
          "The client fell silent before it had sent a message, until the idle time was over"};
}

// Left without a refusal and without a message.
std::string explain_leaving(const SessionHistory& history) {
  if (history.phase == Phase::data)
    return fmt::format(
        "The client closed the connection in the middle of a message, after {} bytes of it: it crashed, "
        "ran into a time limit of its own, or the network broke",
        history.data_bytes);
  if (history.phase == Phase::storing)
    return "The client closed the connection before it was told that its message is kept";
  if (history.phase == Phase::starting_tls)
    return "The client asked for STARTTLS and left without a handshake: see its log for what it did not like";
  if (history.phase == Phase::authenticating) return "The client left in the middle of logging in";
  if (history.commands == 0 && history.ending == Ending::broken)
    return "The client never read the server's greeting: it is no SMTP client, or hangs";
  if (history.commands == 0)
    return "The client connected and left without a word: a port scan or a health check, or a client that "
           "found the "
           "greeting wrong";
  if (history.ending == Ending::broken) return "The connection broke while the server was answering";
  if (history.phase == Phase::transaction)
    return "The client began a message and left before it sent it: see its log for the reason";
  if (!history.has_said_hello) return "The client left without EHLO or HELO, so it did not want to send mail";
  if (!history.is_tls && !history.offers_tls)
    return fmt::format(
        "The client left after EHLO without sending mail. Many do so when what they demand is not "
        "offered: STARTTLS is not ({}), AUTH {}",
        "start the server with --tls=auto, or turn off TLS in the client",
        history.offers_auth ? "is" : "is not");
  return "The client left after EHLO without sending mail, as a health check does, or one that misses an "
         "extension";
}

Conclusion without_message(const SessionHistory& history) {
  auto conclusion = by_ending(history);
  if (conclusion.outcome != Outcome::aborted) return conclusion;
  const bool was_cut_off = history.phase == Phase::data || history.phase == Phase::storing;
  if (history.refusal.reply.code == 0 || was_cut_off) return {Outcome::aborted, explain_leaving(history)};
  conclusion = {Outcome::rejected, explain(history)};
  if (history.ending == Ending::too_many_errors)
    conclusion.diagnosis += "; after too many errors the server closed";
  if (history.ending == Ending::too_many_failed_logins)
    conclusion.diagnosis += "; after three tries the server closed";
  return conclusion;
}

}  // namespace

void note_refusal(SessionHistory& history, Refusal refusal) {
  const auto code = refusal.reply.code;
  const bool is_consequence = code == 503 || (code == 554 && refusal.reply.status == "5.5.1");
  if (is_consequence && history.refusal.reply.code != 0) return;
  history.refusal = std::move(refusal);
}

Conclusion conclude(const SessionHistory& history) {
  if (history.messages == 0) return without_message(history);
  const bool was_cut_off = history.phase == Phase::data && history.ending != Ending::quit;
  if (history.refusal.reply.code == 0 && !was_cut_off) return {Outcome::delivered, ""};
  const auto rest = was_cut_off ? without_message(history).diagnosis : explain(history);
  return {Outcome::delivered,
          fmt::format("{} {} delivered, but something went wrong as well. {}", history.messages,
                      history.messages == 1 ? "message was" : "messages were", rest)};
}

std::string explain_tls_failure(std::string_view reason) {
  for (const auto& row : tls_rows) {
    if (reason.find(row.part) != std::string_view::npos) return std::string(row.sentence);
  }
  if (reason.empty()) return "The TLS handshake did not succeed: the client closed the connection during it";
  return fmt::format("The TLS handshake did not succeed: {}", reason);
}

}  // namespace mailstop::smtp
