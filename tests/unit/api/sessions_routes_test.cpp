#include "api/v1/sessions_routes.hpp"

#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

using namespace std::chrono_literals;

class SessionsRoutes : public ApiFixture {
 protected:
  std::shared_ptr<mail::SmtpSession> open(std::string user = "") {
    mail::SmtpSession start;
    start.protocol = "smtp";
    start.started_at = clock_.now();
    start.client_address = "127.0.0.1";
    start.client_port = 54321;
    start.listener = "127.0.0.1:1025";
    start.auth_user = std::move(user);
    start.transcript = {{0ms, mail::Speaker::server, "220 mail.test"},
                        {12ms, mail::Speaker::client, "EHLO client.test"}};
    return mailroom_.sessions().open(std::move(start));
  }
  std::string close(const std::shared_ptr<mail::SmtpSession>& session, mail::SessionOutcome outcome) {
    session->ended_at = clock_.now() + 250ms;
    session->outcome = outcome;
    mailroom_.sessions().close(session);
    return session->id;
  }
  std::string ended(mail::SessionOutcome outcome, std::string user = "") {
    return close(open(std::move(user)), outcome);
  }
  std::vector<std::string> listed(std::string_view query) {
    std::vector<std::string> ids;
    const auto page = json_of(get(fmt::format("/v1/sessions{}", query)));
    for (const auto& session : page["sessions"]) ids.push_back(session["id"]);
    return ids;
  }

  using Ids = std::vector<std::string>;
};

TEST_F(SessionsRoutes, AnEndedSessionHasAllItsFacts) {
  const auto session = open("checkout-7");
  session->helo = "client.test";
  session->tls = mail::TlsFacts{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "mail.test", "smtp", "CN=client"};
  session->diagnosis = "The server refused it";
  session->bytes_in = 12;
  session->bytes_out = 34;
  const auto id = close(session, mail::SessionOutcome::rejected);

  const auto json = json_of(get("/v1/sessions/" + id));
  EXPECT_EQ(json["id"], id);
  EXPECT_EQ(json["sequence"], 1);
  EXPECT_EQ(json["protocol"], "smtp");
  EXPECT_EQ(json["startedAt"], "2026-11-21T22:26:40.000Z");
  EXPECT_EQ(json["endedAt"], "2026-11-21T22:26:40.250Z");
  EXPECT_EQ(json["clientAddress"], "127.0.0.1");
  EXPECT_EQ(json["clientPort"], 54321);
  EXPECT_EQ(json["listener"], "127.0.0.1:1025");
  EXPECT_EQ(json["helo"], "client.test");
  EXPECT_EQ(json["tls"], (Json{{"version", "TLSv1.3"},
                               {"cipher", "TLS_AES_256_GCM_SHA384"},
                               {"serverName", "mail.test"},
                               {"alpn", "smtp"},
                               {"clientSubject", "CN=client"}}));
  EXPECT_EQ(json["authUser"], "checkout-7");
  EXPECT_EQ(json["inboxes"], Json::array({"checkout-7"}));
  EXPECT_EQ(json["outcome"], "rejected");
  EXPECT_EQ(json["diagnosis"], "The server refused it");
  EXPECT_EQ(json["messages"], Json::array());
  EXPECT_EQ(json["bytesIn"], 12);
  EXPECT_EQ(json["bytesOut"], 34);
  EXPECT_EQ(json["transcript"][1], (Json{{"at", "+12ms"},
                                         {"direction", "C"},
                                         {"text", "EHLO client.test"},
                                         {"note", "about EHLO client.test"}}));
  EXPECT_EQ(json["transcript"][0]["direction"], "S");
}

TEST_F(SessionsRoutes, ALiveSessionIsShownAsFarAsItIs) {
  const auto session = open();
  const auto json = json_of(get("/v1/sessions/" + session->id));
  EXPECT_EQ(json["sequence"], 0);
  EXPECT_TRUE(json["endedAt"].is_null());
  EXPECT_TRUE(json["outcome"].is_null());
  EXPECT_TRUE(json["tls"].is_null());
  EXPECT_EQ(json["transcript"].size(), 2u);
}

TEST_F(SessionsRoutes, ListsWithoutTranscriptAndByPages) {
  const auto first = ended(mail::SessionOutcome::delivered);
  const auto second = ended(mail::SessionOutcome::delivered);
  const auto live = open();
  const auto page = json_of(get("/v1/sessions?limit=2"));
  EXPECT_EQ(page["sessions"].size(), 2u);
  EXPECT_EQ(page["sessions"][0]["id"], live->id);
  EXPECT_FALSE(page["sessions"][0].contains("transcript"));
  EXPECT_EQ(page["sequence"], 2);
  const std::string cursor = page["nextCursor"];
  EXPECT_EQ(listed("?limit=2&cursor=" + cursor), Ids{first});
  EXPECT_EQ(listed("?live=true"), Ids{live->id});
  EXPECT_EQ(listed("?live=false"), (Ids{second, first}));
  EXPECT_EQ(listed("?after=1"), (Ids{live->id, second}));
}

TEST_F(SessionsRoutes, Filters) {
  const auto rejected = ended(mail::SessionOutcome::rejected);
  const auto checkout = ended(mail::SessionOutcome::timeout, "checkout-7");
  EXPECT_EQ(listed("?outcome=rejected"), Ids{rejected});
  EXPECT_EQ(listed("?inbox=checkout-7"), Ids{checkout});
  EXPECT_EQ(listed("?inbox=checkout-7&outcome=rejected"), Ids{});
}

TEST_F(SessionsRoutes, RefusesWhatItDoesNotKnow) {
  for (const auto* query :
       {"outcome=lost", "inbox=a%20b", "after=x", "limit=0", "limit=1001", "cursor=x", "live=maybe"})
    EXPECT_EQ(get(fmt::format("/v1/sessions?{}", query)).status, Status::bad_request) << query;
  const auto unknown = get("/v1/sessions/nothing");
  EXPECT_EQ(unknown.status, Status::not_found);
}

TEST_F(SessionsRoutes, ForgetsEndedOnes) {
  ended(mail::SessionOutcome::rejected);
  const auto live = open();
  for (const auto* query : {"", "?all=false", "?all=", "?all"}) {
    const auto refused = ask(Method::delete_, fmt::format("/v1/sessions{}", query));
    EXPECT_EQ(refused.status, Status::bad_request) << query;
    EXPECT_NE(message_of(refused).find("all=true"), std::string::npos) << message_of(refused);
  }
  EXPECT_EQ(listed("").size(), 2u);
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/sessions?all=true")), (Json{{"deleted", 1}}));
  EXPECT_EQ(listed(""), Ids{live->id});
}

TEST_F(SessionsRoutes, AMessageNamesItsSessionAndTheOtherWayRound) {
  const auto session = open();
  mailroom::Arrival arrival;
  arrival.raw = "Subject: x\r\n\r\n";
  arrival.session_id = session->id;
  auto accept = mailroom_.accept(std::move(arrival));
  const auto message = run_task(context_, std::move(accept)).value().value();
  mail::add_message(*session, message.id, message.inbox);
  close(session, mail::SessionOutcome::delivered);

  EXPECT_EQ(json_of(get("/v1/messages/" + message.id))["sessionId"], session->id);
  const auto json = json_of(get("/v1/messages/latest/session"));
  EXPECT_EQ(json["id"], session->id);
  EXPECT_EQ(json["messages"], Json::array({message.id}));
  EXPECT_EQ(json["inboxes"], Json::array({"default"}));
  EXPECT_EQ(json["transcript"].size(), 2u);

  ask(Method::delete_, "/v1/sessions?all=true");
  const auto gone = get("/v1/messages/latest/session");
  EXPECT_EQ(gone.status, Status::not_found);
  EXPECT_NE(message_of(gone).find("not kept"), std::string::npos) << message_of(gone);
}

TEST_F(SessionsRoutes, AnInjectedMessageHasNoSession) {
  const auto id = inject_subject("x");
  EXPECT_TRUE(json_of(get("/v1/messages/" + id))["sessionId"].is_null());
  const auto none = get("/v1/messages/" + id + "/session");
  EXPECT_EQ(none.status, Status::not_found);
  EXPECT_NE(message_of(none).find("did not come by SMTP"), std::string::npos);
}

}  // namespace
}  // namespace mailstop::test
