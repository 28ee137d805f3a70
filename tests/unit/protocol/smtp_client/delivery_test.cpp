#include "protocol/smtp_client/delivery.hpp"

#include <gmock/gmock.h>

#include "protocol/smtp_client/data_lines.hpp"

namespace mailstop::smtp_client {
namespace {

using testing::HasSubstr;

// Plays a server: says a reply, and answers with what the client does next.
class Play {
 public:
  explicit Play(DeliverySettings settings = {}) : delivery(std::move(settings)) {}

  std::string hear(std::string_view reply) {
    delivery.received(reply);
    return do_all();
  }

  std::string do_all() {
    std::string done;
    for (;;) {
      auto action = delivery.next();
      if (auto* send = std::get_if<engine::Send>(&action)) {
        done += send->bytes;
      } else if (std::holds_alternative<engine::StartTls>(action)) {
        return done + "[tls]";
      } else if (auto* question = std::get_if<NextMail>(&action)) {
        if (question->last) results.push_back(std::move(*question->last));
        auto mail = mails.empty() ? std::nullopt : std::optional(std::move(mails.front()));
        if (!mails.empty()) mails.erase(mails.begin());
        delivery.answered(std::move(mail));
      } else {
        return std::holds_alternative<engine::Close>(action) ? done + "[close]" : done;
      }
    }
  }

  std::string failure() const { return delivery.failure() ? delivery.failure()->message : ""; }

  Delivery delivery;
  std::vector<Outgoing> mails = {{"a@x.test", {"b@x.test", "c@x.test"}, "Subject: Hi\r\n\r\n.dot\r\n"}};
  std::vector<MailResult> results;
};

TEST(Delivery, GivesAMailAndQuits) {
  Play play;
  EXPECT_EQ(play.do_all(), "");
  EXPECT_EQ(play.hear("220 mx\r\n"), "EHLO localhost\r\n");
  EXPECT_EQ(play.hear("250-mx\r\n250-SIZE 100\r\n"), "");
  EXPECT_EQ(play.hear("250 8BITMIME\r\n"), "MAIL FROM:<a@x.test> SIZE=21\r\n");
  EXPECT_EQ(play.hear("250 ok\r\n"), "RCPT TO:<b@x.test>\r\n");
  EXPECT_EQ(play.hear("250 ok\r\n"), "RCPT TO:<c@x.test>\r\n");
  EXPECT_EQ(play.hear("550-no\r\n550 such user\r\n"), "DATA\r\n");
  EXPECT_EQ(play.hear("354 go\r\n"), "Subject: Hi\r\n\r\n..dot\r\n.\r\n");
  EXPECT_EQ(play.hear("250 kept\r\n"), "QUIT\r\n");
  EXPECT_EQ(play.hear("221 bye\r\n"), "[close]");
  ASSERT_EQ(play.results.size(), 1u);
  EXPECT_TRUE(play.results[0].is_accepted);
  EXPECT_EQ(to_text(play.results[0].reply), "250 kept");
  ASSERT_EQ(play.results[0].refused_recipients.size(), 1u);
  EXPECT_EQ(to_text(play.results[0].refused_recipients[0].second), "550 no such user");
  EXPECT_FALSE(play.delivery.failure());
  EXPECT_TRUE(play.delivery.is_over());
}

TEST(Delivery, GoesOnAfterAMailThatNobodyTakes) {
  Play play;
  play.mails.push_back({"", {"d@x.test"}, "x"});
  play.hear("220 mx\r\n");
  play.hear("250 mx\r\n");
  play.hear("250 ok\r\n");
  play.hear("550 no\r\n");
  EXPECT_EQ(play.hear("450 later\r\n"), "RSET\r\n");
  EXPECT_EQ(play.hear("250 ok\r\n"), "MAIL FROM:<>\r\n");
  EXPECT_EQ(play.hear("552 no room\r\n"), "QUIT\r\n");
  ASSERT_EQ(play.results.size(), 2u);
  EXPECT_EQ(play.results[0].reply.code, 450);
  EXPECT_FALSE(play.results[0].is_accepted);
  EXPECT_EQ(play.results[1].reply.code, 552);
}

TEST(Delivery, NeedsStartTlsWhenItIsWanted) {
  Play play({"me.test", true, {}});
  EXPECT_EQ(play.hear("220 mx\r\n"), "EHLO me.test\r\n");
  EXPECT_EQ(play.hear("250-mx\r\n250 STARTTLS\r\n"), "STARTTLS\r\n");
  EXPECT_EQ(play.hear("220 go\r\n250 injected\r\n"), "[tls]");
  play.delivery.tls_started();
  EXPECT_EQ(play.do_all(), "EHLO me.test\r\n");
  EXPECT_EQ(play.hear("250 mx\r\n"), "MAIL FROM:<a@x.test>\r\n");

  Play without({"me.test", true, {}});
  without.hear("220 mx\r\n");
  EXPECT_EQ(without.hear("250 mx\r\n"), "[close]");
  EXPECT_THAT(without.failure(), HasSubstr("does not offer STARTTLS"));
}

TEST(Delivery, LogsIn) {
  Play plain({"me", false, Login{"u", "p"}});
  plain.hear("220 mx\r\n");
  EXPECT_EQ(plain.hear("250-mx\r\n250 AUTH LOGIN PLAIN\r\n"), "AUTH PLAIN AHUAcA==\r\n");
  EXPECT_EQ(plain.hear("235 ok\r\n"), "MAIL FROM:<a@x.test>\r\n");

  Play login({"me", false, Login{"u", "p"}});
  login.hear("220 mx\r\n");
  EXPECT_EQ(login.hear("250-mx\r\n250 AUTH LOGIN\r\n"), "AUTH LOGIN\r\n");
  EXPECT_EQ(login.hear("334 VXNlcm5hbWU6\r\n"), "dQ==\r\n");
  EXPECT_EQ(login.hear("334 UGFzc3dvcmQ6\r\n"), "cA==\r\n");
  EXPECT_EQ(login.hear("535 5.7.8 no\r\n"), "[close]");
  EXPECT_EQ(login.failure(), "AUTH: 535 5.7.8 no");
  EXPECT_FALSE(login.delivery.failure()->is_temporary);
}

TEST(Delivery, FallsBackToHelo) {
  Play play;
  play.hear("220 mx\r\n");
  EXPECT_EQ(play.hear("502 what\r\n"), "HELO localhost\r\n");
  EXPECT_EQ(play.hear("250 mx\r\n"), "MAIL FROM:<a@x.test>\r\n");
}

TEST(Delivery, SaysWhyItEnded) {
  Play refused;
  EXPECT_EQ(refused.hear("421 busy\r\n"), "[close]");
  EXPECT_EQ(refused.failure(), "greeting: 421 busy");
  EXPECT_TRUE(refused.delivery.failure()->is_temporary);

  Play other;
  EXPECT_EQ(other.hear("HTTP/1.1 400 Bad Request\r\n"), "[close]");
  EXPECT_THAT(other.failure(), HasSubstr("is not SMTP: \"HTTP/1.1 400"));

  Play gone;
  gone.hear("220 mx\r\n");
  gone.delivery.peer_closed();
  EXPECT_EQ(gone.do_all(), "[close]");
  EXPECT_EQ(gone.failure(), "the server closed the connection");

  Play silent;
  silent.delivery.idle_expired();
  EXPECT_EQ(silent.failure(), "the server does not answer");
}

TEST(Delivery, TakesAClosedConnectionForAnAnswerToQuit) {
  Play play;
  play.mails.clear();
  play.hear("220 mx\r\n");
  EXPECT_EQ(play.hear("250 mx\r\n"), "QUIT\r\n");
  play.delivery.peer_closed();
  EXPECT_EQ(play.do_all(), "[close]");
  EXPECT_FALSE(play.delivery.failure());
}

TEST(Delivery, AsksForWhatTheMailNeeds) {
  Play play;
  play.mails[0].message = "caf\xC3\xA9";
  play.mails[0].recipients = {"j\xC3\xBC@x.test"};
  play.hear("220 mx\r\n");
  EXPECT_EQ(play.hear("250-mx\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"),
            "MAIL FROM:<a@x.test> BODY=8BITMIME SMTPUTF8\r\n");
}

TEST(DataLines, AreStuffed) {
  EXPECT_EQ(to_data_lines(""), ".\r\n");
  EXPECT_EQ(to_data_lines(".\r\n"), "..\r\n.\r\n");
  EXPECT_EQ(to_data_lines("a\r\n.b\r\n..\r\nc"), "a\r\n..b\r\n...\r\nc\r\n.\r\n");
  EXPECT_EQ(to_data_lines("a\n.b\r\n"), "a\n.b\r\n.\r\n");
}

TEST(DataLines, GetTheirEnds) {
  EXPECT_EQ(to_crlf("a\nb\r\n\n\rc"), "a\r\nb\r\n\r\n\rc");
  EXPECT_EQ(to_crlf(""), "");
}

}  // namespace
}  // namespace mailstop::smtp_client
