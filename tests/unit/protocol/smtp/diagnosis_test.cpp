#include "protocol/smtp/diagnosis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace mailstop::smtp {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Refusal refusal(std::string verb, int code, std::string status, std::string text) {
  return {verb + " ...", std::move(verb), {code, std::move(status), std::move(text)}};
}

struct Row {
  const char* name;
  std::function<void(SessionHistory&)> happens;
  Outcome outcome;
  std::string_view part;  // of the diagnosis
};

SessionHistory make_history() {
  SessionHistory history;
  history.commands = 3;
  history.has_said_hello = true;
  history.phase = Phase::commands;
  history.ending = Ending::quit;
  history.offered_mechanisms = "PLAIN, LOGIN";
  return history;
}

void check(const Row& row) {
  auto history = make_history();
  row.happens(history);
  const auto conclusion = conclude(history);
  EXPECT_EQ(to_text(conclusion.outcome), to_text(row.outcome)) << row.name;
  EXPECT_THAT(conclusion.diagnosis, HasSubstr(row.part)) << row.name;
  EXPECT_THAT(conclusion.diagnosis, Not(HasSubstr("{"))) << row.name;
}

TEST(Diagnosis, EndingsThatSayEnough) {
  const Row rows[] = {
      {"http", [](auto& h) { h.ending = Ending::http; }, Outcome::refused, "HTTP request"},
      {"tls hello", [](auto& h) { h.ending = Ending::tls_hello; }, Outcome::refused,
       "TLS handshake on a plain port"},
      {"shut down", [](auto& h) { h.ending = Ending::shut_down; }, Outcome::refused, "stopped"},
      {"silent", [](auto& h) { h.ending = Ending::idle, h.commands = 0; }, Outcome::timeout, "said nothing"},
      {"idle", [](auto& h) { h.ending = Ending::idle; }, Outcome::timeout, "fell silent"},
      {"idle in data", [](auto& h) { h.ending = Ending::idle, h.phase = Phase::data, h.data_bytes = 812; },
       Outcome::timeout, "after 812 bytes"},
      {"hung up in data",
       [](auto& h) { h.ending = Ending::hung_up, h.phase = Phase::data, h.data_bytes = 2381; },
       Outcome::aborted, "after 2381 bytes"},
      {"hung up while storing", [](auto& h) { h.ending = Ending::hung_up, h.phase = Phase::storing; },
       Outcome::aborted, "before it was told"},
      {"hung up in auth", [](auto& h) { h.ending = Ending::hung_up, h.phase = Phase::authenticating; },
       Outcome::aborted, "middle of logging in"},
      {"plain text after STARTTLS",
       [](auto& h) {
         h.ending = Ending::tls_failed, h.phase = Phase::starting_tls;
         h.tls_failure = "wrong version number (plain text instead of tls)";
       },
       Outcome::refused, "went on in plain text"},
      {"hung up before the handshake",
       [](auto& h) { h.ending = Ending::hung_up, h.phase = Phase::starting_tls; }, Outcome::aborted,
       "left without a handshake"},
      {"port scan", [](auto& h) { h.ending = Ending::hung_up, h.commands = 0; }, Outcome::aborted,
       "port scan"},
      {"banner never read", [](auto& h) { h.ending = Ending::broken, h.commands = 0; }, Outcome::aborted,
       "never read the server's greeting"},
      {"reads no replies", [](auto& h) { h.ending = Ending::broken; }, Outcome::aborted, "connection broke"},
      {"left after MAIL", [](auto& h) { h.phase = Phase::transaction; }, Outcome::aborted,
       "before it sent it"},
      {"left without hello", [](auto& h) { h.has_said_hello = false; }, Outcome::aborted, "without EHLO"},
      {"left after EHLO, no TLS", [](auto&) {}, Outcome::aborted,
       "STARTTLS is not (start the server with --tls=auto"},
      {"left after EHLO, TLS offered", [](auto& h) { h.offers_tls = true; }, Outcome::aborted,
       "health check"},
  };
  for (const auto& row : rows) check(row);
}

TEST(Diagnosis, RefusalsNameCauseAndCure) {
  const std::pair<Refusal, std::string_view> rows[] = {
      {refusal("STARTTLS", 502, "5.5.1", ""), "wanted STARTTLS, which this server does not offer"},
      {refusal("STARTTLS", 503, "5.5.1", "TLS is on already"), "encrypted already"},
      {refusal("AUTH", 502, "5.5.1", ""), "--auth=optional"},
      {refusal("AUTH", 504, "5.5.4", ""), "let it use one of PLAIN, LOGIN"},
      {refusal("AUTH", 535, "5.7.8", ""), "password was wrong"},
      {refusal("AUTH", 538, "5.7.11", ""), "log in before TLS"},
      {refusal("AUTH", 501, "5.7.0", ""), "gave up logging in"},
      {refusal("AUTH", 501, "5.5.2", "not base64"), "could not be read: not base64"},
      {refusal("MAIL", 530, "5.7.0", "TLS required"), "--require-tls"},
      {refusal("MAIL", 530, "5.7.0", "Authentication required"), "did not log in"},
      {refusal("MAIL", 552, "5.3.4", "limit of 5 bytes"), "too large (limit of 5 bytes)"},
      {refusal("RCPT", 452, "4.5.3", "the limit is 2"), "too many recipients (the limit is 2)"},
      {refusal("MAIL", 452, "4.5.3", ""), "too many messages"},
      {refusal("DATA", 451, "4.3.0", "disk broken"), "could not keep the message: disk broken"},
      {refusal("DATA", 503, "5.5.1", "MAIL first"), "at the wrong time: MAIL first"},
      {refusal("MAIL", 555, "5.5.4", "RET"), "does not offer: RET"},
      {refusal("MAIL", 553, "5.6.7", ""), "SMTPUTF8"},
      {refusal("DATA", 554, "5.6.0", "1 MiB"), "line that is too long (1 MiB)"},
      {refusal("DATA", 554, "5.5.1", ""), "No recipient was accepted"},
      {refusal("RCPT", 550, "5.7.1", "no"), "rules refuse \"RCPT ...\": no"},
      {refusal("", 500, "5.5.2", "Line too long: 512"), "is too long"},
      {refusal("", 500, "5.5.2", "not known"), "no SMTP command"},
      {refusal("MAIL", 501, "5.1.7", "column 5"), "could not be read: column 5"},
      {refusal("EXPN", 502, "5.5.1", ""), "does not carry out"},
      {refusal("HELP", 504, "5.5.4", ""), "does not have"},
      {refusal("X", 599, "", "odd"), "refused \"X ...\": odd"},
  };
  for (const auto& [reason, part] : rows) {
    const auto happens = [&reason = reason](SessionHistory& history) { history.refusal = reason; };
    check({"refusal", happens, Outcome::rejected, part});
  }
}

TEST(Diagnosis, TooManyErrorsAreSaid) {
  auto history = make_history();
  history.refusal = refusal("", 500, "5.5.2", "not known");
  history.ending = Ending::too_many_errors;
  EXPECT_THAT(conclude(history).diagnosis, HasSubstr("after too many errors"));
  history.ending = Ending::too_many_failed_logins;
  EXPECT_THAT(conclude(history).diagnosis, HasSubstr("after three tries"));
}

TEST(Diagnosis, PlainSuccessNeedsNone) {
  auto history = make_history();
  history.messages = 2;
  EXPECT_EQ(conclude(history).outcome, Outcome::delivered);
  EXPECT_THAT(conclude(history).diagnosis, IsEmpty());
}

TEST(Diagnosis, SuccessWithALossIsTold) {
  auto history = make_history();
  history.messages = 1;
  history.refusal = refusal("RCPT", 501, "5.1.3", "column 9");
  EXPECT_EQ(conclude(history).outcome, Outcome::delivered);
  EXPECT_THAT(conclude(history).diagnosis, HasSubstr("1 message was delivered, but"));
  EXPECT_THAT(conclude(history).diagnosis, HasSubstr("column 9"));
  history.refusal = {};
  history.phase = Phase::data;
  history.ending = Ending::hung_up;
  EXPECT_THAT(conclude(history).diagnosis, HasSubstr("in the middle of a message"));
}

TEST(Diagnosis, WhatFollowsFromARefusalDoesNotReplaceIt) {
  SessionHistory history;
  note_refusal(history, refusal("MAIL", 530, "5.7.0", ""));
  note_refusal(history, refusal("RCPT", 503, "5.5.1", ""));
  note_refusal(history, refusal("DATA", 554, "5.5.1", ""));
  EXPECT_EQ(history.refusal.verb, "MAIL");
  note_refusal(history, refusal("FOO", 500, "5.5.2", ""));
  EXPECT_EQ(history.refusal.verb, "FOO");
}

TEST(TlsFailure, WordsOfTheLibraryBecomeSentences) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"wrong version number", "plain SMTP on a port for implicit TLS"},
      {"http request", "plain HTTP on a TLS port"},
      {"tlsv1 alert unknown ca", "does not trust the certificate"},
      {"sslv3 alert bad certificate", "refused the certificate"},
      {"sslv3 alert certificate unknown", "refused the certificate"},
      {"sslv3 alert certificate expired", "has expired"},
      {"peer did not return a certificate", "demands a client certificate"},
      {"certificate verify failed", "not from the CA"},
      {"unsupported protocol", "old version of TLS"},
      {"tlsv1 alert protocol version", "no version of TLS in common"},
      {"no shared cipher", "no cipher in common"},
      {"sslv3 alert handshake failure", "no common way"},
      {"timed out", "waits for the server to speak first"},
      {"", "closed the connection during it"},
      {"something new", "something new"},
  };
  for (const auto& [reason, part] : rows) EXPECT_THAT(explain_tls_failure(reason), HasSubstr(part)) << reason;
}

}  // namespace
}  // namespace mailstop::smtp
