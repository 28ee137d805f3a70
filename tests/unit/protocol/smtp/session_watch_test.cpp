// What a session tells of itself when it is over: nothing secret, and why it went as it did.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

void pump(Session& session) {
  for (;;) {
    auto action = session.next();
    if (auto* question = std::get_if<Question>(&action)) {
      if (std::holds_alternative<Store>(*question)) {
        session.answered(Stored{"1", ""});
      } else {
        session.answered(Authenticated{false});
      }
    } else if (std::holds_alternative<engine::NeedInput>(action) ||
               std::holds_alternative<engine::Close>(action)) {
      return;
    }
  }
}

void say(Session& session, std::string_view bytes) {
  pump(session);
  session.received(bytes);
  pump(session);
}

std::vector<std::string> lines_of(Session& session) {
  std::vector<std::string> lines;
  for (const auto& entry : session.close_record())
    lines.push_back((entry.direction == Direction::client ? "C: " : "S: ") + entry.text);
  return lines;
}

TEST(SessionWatch, RecordsADialogue) {
  Session session{SessionSettings{}};
  say(session, "HELO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\nHi\r\n..\r\n.\r\nQUIT\r\n");
  EXPECT_THAT(lines_of(session),
              ElementsAre("S: 220 localhost ESMTP Mailstop", "C: HELO x", "S: 250 localhost",
                          "C: MAIL FROM:<a@b.test>", "S: 250 2.1.0 Ok", "C: RCPT TO:<c@d.test>",
                          "S: 250 2.1.5 Ok", "C: DATA", HasSubstr("S: 354"), "C: <7 bytes>",
                          "S: 250 2.0.0 Ok: queued as 1", "C: QUIT", "S: 221 2.0.0 Bye"));
  EXPECT_EQ(session.conclusion().outcome, Outcome::delivered);
  EXPECT_EQ(session.conclusion().diagnosis, "");
}

TEST(SessionWatch, ChunksAreSummarised) {
  Session session{SessionSettings{}};
  say(session, "HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.test>\r\nBDAT 3\r\nabcBDAT 5 LAST\r\nab");
  session.peer_closed();
  const auto lines = lines_of(session);
  EXPECT_THAT(lines, Contains("C: BDAT 3"));
  EXPECT_THAT(lines, Contains("C: <3 bytes>"));
  EXPECT_THAT(lines, Contains("C: <2 bytes, cut off>"));
  EXPECT_EQ(session.conclusion().outcome, Outcome::aborted);
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("after 5 bytes"));
}

TEST(SessionWatch, LongSessionsAreBounded) {
  Session session{SessionSettings{}};
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes += "NOOP\r\n";
  say(session, bytes);
  const auto lines = lines_of(session);
  EXPECT_LE(lines.size(), RecordLimits().entries + 1);
  EXPECT_THAT(lines.back(), HasSubstr("more lines"));
}

// Base64 of what clients send; none of it, and no part of it, may be shown.
TEST(SessionWatch, NothingSecretIsShown) {
  const std::string_view dialogues[] = {
      "AUTH PLAIN AGFsaWNlAGh1bnRlcjI=\r\n",
      "auth plain AGFsaWNlAGh1bnRlcjI=\r\n",
      "AUTH PLAIN\r\nAGFsaWNlAGh1bnRlcjI=\r\n",
      "AUTH LOGIN\r\nYWxpY2U=\r\naHVudGVyMg==\r\n",
      "AUTH LOGIN YWxpY2U=\r\naHVudGVyMg==\r\n",
      "AUTH PLAIN AGFsaWNlAGh1bnRlcjI= hunter2\r\n",
      "AUTH PLAIN hunter2!\r\n",
      "AUTH hunter2\r\n",
      "AUTH NTLM hunter2\r\n",
      "AUTH DIGEST-MD5\r\naHVudGVyMg==\r\nhunter2\r\n",
      "ATUH PLAIN aHVudGVyMg==\r\n",
      " AUTH PLAIN aHVudGVyMg==\r\n",
      "AUTH\tPLAIN\taHVudGVyMg==\r\n",
      "AUTH PLAIN \x01 aHVudGVyMg==\r\n",
      "AUTH LOGIN\r\n*\r\naHVudGVyMg==\r\n",
      "AUTH\tLOGIN\r\naHVudGVyMg==\r\nhunter2\r\n",
      "AUTHLOGIN\r\naHVudGVyMg==\r\n",
      "PASS hunter2\r\n",
      "a1 LOGIN alice hunter2\r\n",
      "GET /?password=hunter2 HTTP/1.1\r\n",
  };
  for (const auto dialogue : dialogues) {
    Session session{SessionSettings{}};
    say(session, "HELO x\r\n");
    say(session, dialogue);
    const auto diagnosis = session.conclusion().diagnosis;
    std::string all = diagnosis;
    for (const auto& line : lines_of(session)) all += "\n" + line;
    for (const auto* secret : {"hunter2", "aHVudGVy", "AGFsaWNl", "h1bnRlcjI", "Gh1bn"})
      EXPECT_THAT(all, Not(HasSubstr(secret))) << dialogue;
  }
}

TEST(SessionWatch, WhatFollowsALineTooLongIsNotShown) {
  Session session{SessionSettings{}};
  say(session, "HELO x\r\n");
  say(session, "AUTH PLAIN " + std::string(13'000, 'A') + "\r\n");
  say(session, "hunter2\r\n");
  std::string all = session.conclusion().diagnosis;
  for (const auto& line : lines_of(session)) all += "\n" + line;
  EXPECT_THAT(all, Not(HasSubstr("hunter2")));
}

TEST(SessionWatch, FirstCauseExplainsACascade) {
  SessionSettings settings;
  settings.auth = AuthMode::required;
  Session session{settings};
  say(session, "EHLO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\nQUIT\r\n");
  EXPECT_EQ(session.conclusion().outcome, Outcome::rejected);
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("did not log in"));
}

TEST(SessionWatch, WhatTheClientGotOverIsForgotten) {
  Session session{SessionSettings{}};
  say(session,
      "EHLO x\r\nSTARTTLS\r\nAUTH NTLM\r\nMAIL FROM:<a@b.test>\r\nRCPT "
      "TO:<c@d.test>\r\nDATA\r\n.\r\nQUIT\r\n");
  EXPECT_EQ(session.conclusion().diagnosis, "");
}

TEST(SessionWatch, LostRecipientsAreNotForgotten) {
  Session session{SessionSettings{}};
  const std::string_view second = "MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n.\r\nQUIT\r\n";
  say(session,
      "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<c@>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n.\r\n" + std::string(second));
  EXPECT_EQ(session.conclusion().outcome, Outcome::delivered);
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("RCPT TO:<c@>"));
}

TEST(SessionWatch, EndingsAreTold) {
  Session hello{SessionSettings{}};
  say(hello, "\x16\x03\x01");
  EXPECT_THAT(hello.conclusion().diagnosis, HasSubstr("TLS handshake on a plain port"));

  Session http{SessionSettings{}};
  say(http, "GET / HTTP/1.1\r\n");
  EXPECT_EQ(http.conclusion().outcome, Outcome::refused);

  Session scan{SessionSettings{}};
  pump(scan);
  scan.peer_closed();
  EXPECT_THAT(scan.conclusion().diagnosis, HasSubstr("port scan"));

  Session silent{SessionSettings{}};
  pump(silent);
  EXPECT_THAT(silent.conclusion().diagnosis, HasSubstr("never read the server's greeting"));
  silent.idle_expired();
  EXPECT_EQ(silent.conclusion().outcome, Outcome::timeout);

  Session data{SessionSettings{}};
  say(data, "HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n12345\r\n");
  data.peer_closed();
  EXPECT_THAT(data.conclusion().diagnosis, HasSubstr("after 7 bytes"));
}

TEST(SessionWatch, HandshakeThatFailsIsExplained) {
  SessionSettings settings;
  settings.starttls = true;
  Session session{settings};
  say(session, "EHLO x\r\nSTARTTLS\r\n");
  session.tls_failed("tlsv1 alert unknown ca");
  EXPECT_EQ(session.conclusion().outcome, Outcome::refused);
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("does not trust the certificate"));
  EXPECT_TRUE(std::holds_alternative<engine::Close>(session.next()));
}

TEST(SessionWatch, EarlierMistakesAreNotLostInTooManyErrors) {
  SessionSettings settings;
  settings.limits.max_errors = 1;
  Session session{settings};
  say(session, "FOO\r\n");
  EXPECT_EQ(session.conclusion().outcome, Outcome::rejected);
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("\"FOO\" is no SMTP command"));
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("too many errors"));
}

}  // namespace
}  // namespace mailstop::smtp
