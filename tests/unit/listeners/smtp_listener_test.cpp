#include "listeners/smtp_listener.hpp"

#include "listener_fixture.hpp"

namespace mailstop::listeners {
namespace {

using SmtpListenerTest = ListenerFixture;

TEST_F(SmtpListenerTest, StoresAMessageAndNamesItsPage) {
  start();
  auto client = connect();
  begin_message(client);
  EXPECT_EQ(client.say("Subject: hi\r\n\r\nbody\r\n."),
            "250 2.0.0 Ok: queued as 0000000000000001 http://mail.test/m/0000000000000001\r\n");
  EXPECT_THAT(client.say("QUIT"), StartsWith("221 "));
  stop();
  ASSERT_EQ(store_.kept.size(), 1u);
  const auto& message = store_.kept[0].message;
  EXPECT_EQ(message.raw, "Subject: hi\r\n\r\nbody\r\n");
  EXPECT_EQ(message.received_at, clock_.now());
  EXPECT_EQ(message.envelope.sender, "a@x.test");
  EXPECT_EQ(message.envelope.helo, "client.test");
  EXPECT_EQ(message.envelope.client_address, "127.0.0.1");
  EXPECT_NE(message.envelope.client_port, 0);
  EXPECT_EQ(message.parsed.subject, "hi");
}

TEST_F(SmtpListenerTest, NeverAcknowledgesWhatWasNotStored) {
  const std::pair<Error, std::string> cases[] = {{{Errc::storage_full, "the disk is full"}, "452 4.3.1"},
                                                 {{Errc::storage_failed, "the disk is broken"}, "451 4.3.0"}};
  start();
  for (const auto& [failure, code] : cases) {
    store_.failure = failure;
    auto client = connect();
    begin_message(client);
    const auto reply = client.say("Subject: hi\r\n\r\nbody\r\n.");
    EXPECT_THAT(reply, StartsWith(code));
    EXPECT_THAT(reply, HasSubstr(failure.message));
    EXPECT_THAT(client.say("QUIT"), StartsWith("221 "));
  }
}

TEST_F(SmtpListenerTest, TurnsClientsAwayAboveItsLimit) {
  SmtpListenerSettings settings;
  settings.max_connections = 1;
  start(std::move(settings));
  auto first = connect();
  EXPECT_THAT(first.reply(), StartsWith("220 "));
  auto second = connect();
  EXPECT_THAT(second.reply(), StartsWith("421 "));
  EXPECT_EQ(second.reply(), "closed");
  EXPECT_THAT(first.say("NOOP"), StartsWith("250 "));
  stop();
  ASSERT_EQ(sessions_.kept.size(), 2u);
  EXPECT_EQ(sessions_.kept[0].outcome, mail::SessionOutcome::refused);
  EXPECT_THAT(sessions_.kept[0].diagnosis, HasSubstr("--max-connections"));
  EXPECT_THAT(sessions_.kept[0].transcript[0].text, StartsWith("421 4.7.0 localhost"));
}

TEST_F(SmtpListenerTest, TurnsAnAddressAwayAboveItsOwnLimit) {
  SmtpListenerSettings settings;
  settings.max_connections_per_address = 2;
  start(std::move(settings));
  std::vector<Client> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(connect());
    EXPECT_THAT(clients.back().reply(), StartsWith("220 "));
  }
  EXPECT_THAT(connect().reply(), StartsWith("421 "));
  clients.front().say("QUIT");
  EXPECT_EQ(clients.front().reply(), "closed");
  EXPECT_THAT(connect().reply(), StartsWith("220 "));
  stop();
  EXPECT_THAT(sessions_.kept[0].diagnosis, HasSubstr("from 127.0.0.1 as it takes (2)"));
  EXPECT_THAT(sessions_.kept[0].diagnosis, HasSubstr("--max-connections-per-address"));
}

TEST_F(SmtpListenerTest, TellsIdleClientsThatItStops) {
  start();
  auto client = connect();
  client.reply();
  client.say("EHLO client.test");
  asio::co_spawn(context_, listener_->close(5s), [this](std::exception_ptr) { work_.reset(); });
  EXPECT_THAT(client.reply(), StartsWith("421 "));
  EXPECT_EQ(client.reply(), "closed");
  thread_.join();
}

TEST_F(SmtpListenerTest, LetsAMessageInProgressFinishWhenItStops) {
  start();
  auto client = connect();
  begin_message(client);
  asio::co_spawn(context_, listener_->close(5s), [this](std::exception_ptr) { work_.reset(); });
  EXPECT_THAT(client.say("Subject: last\r\n\r\nbody\r\n."), StartsWith("250 "));
  EXPECT_THAT(client.reply(), StartsWith("421 "));
  thread_.join();
  EXPECT_EQ(store_.kept.size(), 1u);
}

TEST_F(SmtpListenerTest, SpeaksLmtpWhereItShould) {
  SmtpListenerSettings settings;
  settings.ports = {{PortKind::smtp, {"127.0.0.1", 1025}}, {PortKind::lmtp, net::unix_endpoint("/run/lmtp")}};
  start(std::move(settings));
  auto client = connect(1);
  EXPECT_THAT(client.reply(), HasSubstr("LMTP"));
  client.say("LHLO client.test");
  client.say("MAIL FROM:<a@x.test>");
  client.say("RCPT TO:<b@y.test>");
  client.say("RCPT TO:<c@y.test>");
  client.say("DATA");
  EXPECT_THAT(client.say("Subject: hi\r\n\r\nbody\r\n."), StartsWith("250 "));
  EXPECT_THAT(client.reply(), StartsWith("250 "));
  client.say("QUIT");
  stop();
  ASSERT_EQ(store_.kept.size(), 1u);
  EXPECT_EQ(sessions_.kept[0].protocol, "lmtp");
  EXPECT_EQ(sessions_.kept[0].listener, "unix:/run/lmtp");
}

TEST_F(SmtpListenerTest, TellsTheRulesOfItsPolicyAndDropsWhatTheySay) {
  SmtpListenerSettings settings;
  settings.policy.refused_senders = {*parse_refusal_rule("^spam@:554 5.7.0 No spam")};
  settings.policy.refused_recipients = {*parse_refusal_rule("^full@:452 4.2.2 Mailbox full")};
  settings.policy.discarded_domains = {"load.test"};
  start(std::move(settings));
  auto client = connect();
  client.reply();
  client.say("EHLO client.test");
  EXPECT_EQ(client.say("MAIL FROM:<spam@x.test>"), "554 5.7.0 No spam\r\n");
  client.say("MAIL FROM:<a@x.test>");
  EXPECT_EQ(client.say("RCPT TO:<full@y.test>"), "452 4.2.2 Mailbox full\r\n");
  client.say("RCPT TO:<a@load.test>");
  client.say("DATA");
  EXPECT_THAT(client.say("Subject: hi\r\n\r\nbody\r\n."),
              testing::MatchesRegex("250 2.0.0 Ok: queued as [0-9a-z]{16}\r\n"));
  client.say("QUIT");
  stop();
  EXPECT_TRUE(store_.kept.empty());
  EXPECT_EQ(listener_->discarded(), 1u);
}

TEST_F(SmtpListenerTest, SaysWhereDiscardedMailIs) {
  SmtpListenerSettings settings;
  settings.policy.discarded_domains = {"load.test"};
  start(std::move(settings));
  auto client = connect();
  begin_message(client, "a@load.test");
  client.say("Subject: hi\r\n\r\nbody\r\n.");
  client.say("QUIT");
  stop();
  EXPECT_EQ(sessions_.kept[0].outcome, mail::SessionOutcome::delivered);
  EXPECT_THAT(sessions_.kept[0].diagnosis,
              HasSubstr("1 message was accepted and not kept, as --discard-domains"));
}

}  // namespace
}  // namespace mailstop::listeners
