// What a listener writes down about its connections.
#include "listener_fixture.hpp"

namespace mailstop::listeners {
namespace {

using mail::SessionOutcome;
using mail::Speaker;
using testing::Contains;
using testing::ElementsAre;

class SmtpSessionsTest : public ListenerFixture {
 protected:
  const mail::SmtpSession& only_session() {
    stop();
    EXPECT_EQ(sessions_.kept.size(), 1u);
    return sessions_.kept.at(0);
  }
};

std::vector<std::string> texts(const mail::SmtpSession& session) {
  std::vector<std::string> found;
  for (const auto& line : session.transcript)
    found.push_back((line.speaker == Speaker::client ? "C: " : "S: ") + line.text);
  return found;
}

TEST_F(SmtpSessionsTest, HoldWhoItWasWhatWasSaidAndWhatCameOfIt) {
  start();
  auto client = connect();
  begin_message(client);
  client.say("Subject: hi\r\n\r\nbody\r\n.");
  client.say("QUIT");
  const auto& session = only_session();
  EXPECT_EQ(session.protocol, "smtp");
  EXPECT_EQ(session.listener, "127.0.0.1:1025");
  EXPECT_EQ(session.client_address, "127.0.0.1");
  EXPECT_EQ(session.client_port, client.port());
  EXPECT_EQ(session.helo, "client.test");
  EXPECT_EQ(session.outcome, SessionOutcome::delivered);
  EXPECT_EQ(session.diagnosis, "");
  EXPECT_THAT(session.messages, ElementsAre("0000000000000001"));
  EXPECT_EQ(session.started_at, clock_.now());
  EXPECT_EQ(session.ended_at, clock_.now());
  EXPECT_EQ(session.tls, std::nullopt);
  EXPECT_EQ(session.bytes_in, 96u);
  EXPECT_GT(session.bytes_out, 200u);
  const auto lines = texts(session);
  EXPECT_EQ(lines.front(), "S: 220 localhost ESMTP Mailstop");
  EXPECT_THAT(lines, Contains("C: MAIL FROM:<a@x.test>"));
  EXPECT_THAT(lines, Contains("C: <21 bytes>"));
  EXPECT_THAT(lines.back(), StartsWith("S: 221 "));
  EXPECT_EQ(store_.kept.at(0).message.session_id, session.id);
}

TEST_F(SmtpSessionsTest, KeepTheTimeOfEachLine) {
  start();
  auto client = connect();
  client.reply();
  client.say("EHLO client.test");
  clock_.advance(12ms);
  client.say("QUIT");
  const auto& session = only_session();
  EXPECT_EQ(session.transcript.front().at, 0ms);
  EXPECT_EQ(session.transcript.back().at, 12ms);
  EXPECT_EQ(session.ended_at, session.started_at + 12ms);
}

TEST_F(SmtpSessionsTest, NameTheUserAndMaskThePassword) {
  start();
  auto client = connect();
  client.reply();
  client.say("EHLO client.test");
  EXPECT_THAT(client.say("AUTH PLAIN AGFsaWNlAGh1bnRlcjI="), StartsWith("235 "));
  client.say("QUIT");
  const auto& session = only_session();
  EXPECT_EQ(session.auth_user, "alice");
  for (const auto& text : texts(session)) {
    EXPECT_THAT(text, Not(HasSubstr("hunter2")));
    EXPECT_THAT(text, Not(HasSubstr("AGFsaWNlAGh1bnRlcjI")));
  }
}

TEST_F(SmtpSessionsTest, SayWhyNoMailCame) {
  start();
  const std::pair<std::string, std::string> cases[] = {
      {"GET / HTTP/1.1\r\n", "An HTTP request came to the SMTP port"},
      {"\x16\x03\x01\x02", "The client began with a TLS handshake on a plain port"},
      {"EHLO client.test\r\nSTARTTLS\r\nQUIT\r\n", "start it with --tls=auto"},
  };
  for (const auto& [bytes, diagnosis] : cases) {
    auto client = connect();
    client.write(bytes);
    while (client.reply() != "closed") continue;
  }
  stop();
  ASSERT_EQ(sessions_.kept.size(), std::size(cases));
  for (std::size_t i = 0; i < std::size(cases); ++i)
    EXPECT_THAT(sessions_.kept[i].diagnosis, HasSubstr(cases[i].second));
}

TEST_F(SmtpSessionsTest, AreKeptWhenTheClientVanishesAndWhenTheServerStops) {
  start();
  auto client = connect();
  begin_message(client);
  client.write("Subject: half");
  client.vanish();
  auto idle = connect();
  idle.reply();
  stop();
  ASSERT_EQ(sessions_.kept.size(), 2u);
  EXPECT_EQ(sessions_.kept[0].outcome, SessionOutcome::aborted);
  EXPECT_THAT(sessions_.kept[0].diagnosis, HasSubstr("in the middle of a message, after 13 bytes"));
  EXPECT_EQ(sessions_.kept[1].outcome, SessionOutcome::refused);
  EXPECT_THAT(sessions_.kept[1].diagnosis, HasSubstr("The server was stopped"));
}

class ProxySessionsTest : public SmtpSessionsTest {
 protected:
  void start_behind(const std::string& proxies) {
    SmtpListenerSettings settings;
    settings.ports = {{PortKind::smtp, {"127.0.0.1", 1025}}, {PortKind::smtp, {"127.0.0.1", 1026}}};
    settings.ports[0].expects_proxy = true;
    settings.trusted_proxies = {*net::AddressRange::parse(proxies)};
    start(std::move(settings));
  }
};

TEST_F(ProxySessionsTest, AreThoseOfTheClientThatTheProxyNames) {
  start_behind("127.0.0.0/8");
  auto client = connect();
  client.write("PROXY TCP4 192.0.2.7 198.51.100.1 4711 25\r\n");
  begin_message(client);
  client.say("Subject: hi\r\n\r\nbody\r\n.");
  EXPECT_THAT(client.say("XCLIENT ADDR=10.1.1.1"), StartsWith("502 ")) << "the client is not the proxy";
  client.say("QUIT");
  const auto& session = only_session();
  EXPECT_EQ(session.client_address, "192.0.2.7");
  EXPECT_EQ(session.client_port, 4711);
  EXPECT_EQ(store_.kept.at(0).message.envelope.client_address, "192.0.2.7");
  EXPECT_EQ(store_.kept.at(0).message.envelope.client_port, 4711);
}

TEST_F(ProxySessionsTest, AreRefusedWithoutTheHeader) {
  start_behind("127.0.0.1");
  auto client = connect();
  client.write("EHLO client.test\r\n");
  EXPECT_EQ(client.reply(), "closed");
  const auto& session = only_session();
  EXPECT_EQ(session.outcome, SessionOutcome::refused);
  EXPECT_THAT(session.diagnosis, HasSubstr("The proxy at 127.0.0.1"));
  EXPECT_THAT(session.diagnosis, HasSubstr("take the option proxy from this port"));
}

TEST_F(ProxySessionsTest, AreOrdinaryOnesForWhoIsNotTrusted) {
  start_behind("192.0.2.0/24");
  auto client = connect();
  EXPECT_THAT(client.reply(), StartsWith("220 "));
  EXPECT_THAT(client.say("PROXY TCP4 192.0.2.7 198.51.100.1 4711 25"), StartsWith("500 "));
  EXPECT_THAT(client.say("XCLIENT ADDR=192.0.2.7"), StartsWith("502 "));
  EXPECT_EQ(only_session().client_address, "127.0.0.1");
}

TEST_F(ProxySessionsTest, TakeTheClientOfXclientFromATrustedPeer) {
  start_behind("127.0.0.1");
  auto client = connect(1);
  client.reply();
  EXPECT_THAT(client.say("EHLO client.test"), HasSubstr("XCLIENT"));
  EXPECT_THAT(client.say("XCLIENT ADDR=IPV6:2001:db8::7 PORT=4711"), StartsWith("220 "));
  client.say("EHLO behind.test");
  client.say("QUIT");
  const auto& session = only_session();
  EXPECT_EQ(session.client_address, "2001:db8::7");
  EXPECT_EQ(session.client_port, 4711);
}

TEST_F(ProxySessionsTest, DoNotHoldUpAStopWhileAHeaderIsAwaited) {
  start_behind("127.0.0.1");
  auto client = connect();
  client.write("PROXY ");
  const auto& session = only_session();
  EXPECT_EQ(session.outcome, SessionOutcome::refused);
}

}  // namespace
}  // namespace mailstop::listeners
