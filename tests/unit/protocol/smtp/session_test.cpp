// What a transcript cannot say of a session: how its actions are cut. The dialogue is in
// tests/transcripts/smtp.
#include "protocol/smtp/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "engine/engine.hpp"

namespace mailstop::smtp {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

static_assert(engine::Engine<Session>);

std::string take_send(Session& session) {
  auto action = session.next();
  const auto* send = std::get_if<engine::Send>(&action);
  return send ? send->bytes : "(not a Send)";
}

bool wants_input(Session& session) {
  return std::holds_alternative<engine::NeedInput>(session.next());
}
bool wants_close(Session& session) {
  return std::holds_alternative<engine::Close>(session.next());
}

Session make_greeted() {
  Session session{SessionSettings{}};
  take_send(session);
  return session;
}

TEST(Session, PipelinedRepliesGoOutInOneSend) {
  auto session = make_greeted();
  session.received("HELO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n");
  const auto replies = take_send(session);
  EXPECT_THAT(replies, StartsWith("250 localhost\r\n250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 "));
  EXPECT_TRUE(wants_input(session));
}

TEST(Session, RepliesBeforeAQuestionAreSentFirst) {
  auto session = make_greeted();
  session.received("HELO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\nHi\r\n.\r\nNOOP\r\n");
  EXPECT_THAT(take_send(session), HasSubstr("354 "));
  auto action = session.next();
  ASSERT_TRUE(std::holds_alternative<Question>(action));
  EXPECT_EQ(std::get<Store>(std::get<Question>(action)).data, "Hi\r\n");
  session.answered(Stored{"1", ""});
  EXPECT_EQ(take_send(session), "250 2.0.0 Ok: queued as 1\r\n250 2.0.0 Ok\r\n");
  EXPECT_TRUE(wants_input(session));
}

TEST(Session, NothingGoesOnWhileAQuestionIsOut) {
  auto session = make_greeted();
  session.received("HELO x\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\nNOOP\r\n");
  take_send(session);
  ASSERT_TRUE(std::holds_alternative<Question>(session.next()));
  EXPECT_TRUE(wants_input(session));
  session.answered(Authenticated{true});
  EXPECT_THAT(take_send(session), EndsWith("250 2.0.0 Ok\r\n"));
}

TEST(Session, ManyCommandsInOnePacketAreAnsweredInBoundedPieces) {
  constexpr std::size_t count = 10'000;
  auto session = make_greeted();
  std::string packet;
  for (std::size_t i = 0; i < count; ++i) packet += "NOOP\r\n";
  session.received(packet);
  std::size_t bytes = 0;
  for (auto action = session.next(); !std::holds_alternative<engine::NeedInput>(action);
       action = session.next()) {
    const auto& send = std::get<engine::Send>(action);
    EXPECT_LT(send.bytes.size(), 17u * 1024);
    bytes += send.bytes.size();
  }
  EXPECT_EQ(bytes, count * std::string_view("250 2.0.0 Ok\r\n").size());
}

TEST(Session, ClosesOnceAndStaysClosed) {
  auto session = make_greeted();
  session.received("QUIT\r\nNOOP\r\n");
  EXPECT_THAT(take_send(session), StartsWith("221 "));
  EXPECT_TRUE(wants_close(session));
  session.received("NOOP\r\n");
  session.idle_expired();
  session.shutting_down();
  EXPECT_TRUE(wants_close(session));
}

TEST(Session, PeerThatHangsUpWhileAMessageIsStoredIsNotAnswered) {
  auto session = make_greeted();
  session.received("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nDATA\r\n.\r\n");
  take_send(session);
  ASSERT_TRUE(std::holds_alternative<Question>(session.next()));
  session.peer_closed();
  session.answered(Stored{"1", ""});
  EXPECT_TRUE(wants_close(session));
}

TEST(Session, AnswerToAnotherQuestionIsABug) {
  auto session = make_greeted();
  EXPECT_THROW(session.answered(Stored{"1", ""}), std::exception);
  EXPECT_THROW(session.answered(Authenticated{true}), std::exception);
}

TEST(Session, ServerThatStopsBeforeTheGreetingSaysSoInstead) {
  Session session{SessionSettings{}};
  session.shutting_down();
  EXPECT_THAT(take_send(session), StartsWith("421 4.3.2 "));
  EXPECT_TRUE(wants_close(session));
}

std::chrono::milliseconds take_pause(Session& session) {
  auto action = session.next();
  const auto* pause = std::get_if<engine::Pause>(&action);
  return pause ? pause->length : std::chrono::milliseconds(-1);
}

TEST(Session, WrongCredentialsAreAnsweredAfterAPause) {
  SessionSettings settings;
  settings.auth_failure_delay = std::chrono::milliseconds(300);
  Session session{settings};
  take_send(session);
  session.received("HELO x\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\nNOOP\r\n");
  take_send(session);
  ASSERT_TRUE(std::holds_alternative<Question>(session.next()));
  session.answered(Authenticated{false});
  EXPECT_EQ(take_pause(session), std::chrono::milliseconds(300));
  EXPECT_THAT(take_send(session), StartsWith("535 5.7.8 "));
  EXPECT_TRUE(wants_input(session));
}

TEST(Session, ALoginMayBeRefusedInTheHostsWords) {
  auto session = make_greeted();
  session.received("HELO x\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\n");
  take_send(session);
  ASSERT_TRUE(std::holds_alternative<Question>(session.next()));
  session.answered(Authenticated{false, Reply{454, "4.7.0", "Chaos authentication error"}});
  EXPECT_EQ(take_send(session), "454 4.7.0 Chaos authentication error\r\n");
  EXPECT_THAT(session.auth_user(), testing::IsEmpty());
  session.peer_closed();
  EXPECT_THAT(session.conclusion().diagnosis, HasSubstr("by chance"));
}

TEST(Session, AsksAboutAddressesFromTheMomentItIsToldTo) {
  auto session = make_greeted();
  session.received("HELO x\r\nMAIL FROM:<a@b.test>\r\n");
  EXPECT_THAT(take_send(session), EndsWith("250 2.1.0 Ok\r\n"));
  session.ask_about_addresses();
  session.received("RCPT TO:<c@d.test>\r\n");
  const auto action = session.next();
  ASSERT_TRUE(std::holds_alternative<Question>(action));
  EXPECT_EQ(std::get<CheckRecipient>(std::get<Question>(action)).recipient, "c@d.test");
}

TEST(Session, RepliesMayBeDelayed) {
  SessionSettings settings;
  settings.reply_delay = std::chrono::milliseconds(20);
  Session session{settings};
  EXPECT_EQ(take_pause(session), std::chrono::milliseconds(20));
  EXPECT_THAT(take_send(session), StartsWith("220 "));
  EXPECT_TRUE(wants_input(session));
  session.received("NOOP\r\nQUIT\r\n");
  EXPECT_EQ(take_pause(session), std::chrono::milliseconds(20));
  EXPECT_EQ(take_send(session), "250 2.0.0 Ok\r\n");
  EXPECT_EQ(take_pause(session), std::chrono::milliseconds(20));
  EXPECT_THAT(take_send(session), EndsWith("Bye\r\n"));
  EXPECT_TRUE(wants_close(session));
}

TEST(Session, HandshakeFollowsTheReply) {
  SessionSettings settings;
  settings.starttls = true;
  Session session{settings};
  take_send(session);
  session.received("STARTTLS\r\nNOOP\r\n");
  EXPECT_THAT(take_send(session), StartsWith("220 2.0.0 "));
  EXPECT_TRUE(std::holds_alternative<engine::StartTls>(session.next()));
  session.tls_started();
  EXPECT_TRUE(wants_input(session));
}

TEST(Session, ChallengesComeFromTheEntropyOfTheSession) {
  std::vector<std::string> challenges;
  for (const auto* entropy : {"one", "two"}) {
    SessionFacts facts;
    facts.entropy = entropy;
    Session session{SessionSettings{}, facts};
    session.received("HELO x\r\nAUTH CRAM-MD5\r\n*\r\nAUTH CRAM-MD5\r\n");
    challenges.push_back(take_send(session));
  }
  EXPECT_NE(challenges[0], challenges[1]);
}

TEST(Session, PasswordsAreNeverRepeated) {
  auto session = make_greeted();
  session.received("HELO x\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==x\r\nAUTH LOGIN AGFsaWNlAHNlY3JldA==\r\n");
  const auto replies = take_send(session);
  EXPECT_THAT(replies, HasSubstr("501 5.5.2"));
  EXPECT_THAT(replies, Not(HasSubstr("secret")));
  EXPECT_THAT(replies, Not(HasSubstr("AGFs")));
}

TEST(Session, HelpKnowsEveryCommandItLists) {
  auto session = make_greeted();
  for (const auto* verb : {"HELO", "EHLO", "LHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "BDAT", "RSET",
                           "NOOP", "VRFY", "EXPN", "HELP", "QUIT"}) {
    session.received(std::string("HELP ") + verb + "\r\n");
    EXPECT_THAT(take_send(session), StartsWith(std::string("214-2.0.0 Syntax: ") + verb));
    session.received("HELP\r\n");
    EXPECT_THAT(take_send(session), HasSubstr(verb));
  }
}

}  // namespace
}  // namespace mailstop::smtp
