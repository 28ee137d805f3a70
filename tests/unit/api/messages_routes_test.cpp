#include "api/v1/messages_routes.hpp"

#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

using MessagesRoutes = ApiFixture;

TEST_F(MessagesRoutes, InjectedMessageComesBackWhole) {
  http::Headers headers;
  headers.set("Content-Type", "message/rfc822");
  const auto created = ask(
      Method::post, "/v1/messages?sender=e%40x.test&recipient=bcc%40x.test&recipient=ALICE%40example.test",
      rich_mail, std::move(headers));
  ASSERT_EQ(created.status, Status::created);
  const auto message = json_of(created);
  EXPECT_EQ(created.headers.get("Location"), "/v1/messages/" + message["id"].get<std::string>());
  EXPECT_EQ(message["subject"], "Grüße 1234");
  EXPECT_EQ(message["from"]["name"], "Shop");
  EXPECT_EQ(message["envelope"]["sender"], "e@x.test");
  EXPECT_EQ(message["hiddenRecipients"], Json::array({"bcc@x.test"}));
  EXPECT_EQ(message["attachments"].size(), 3u);
  EXPECT_EQ(message["attachments"][0]["disposition"], "inline");
  EXPECT_EQ(message["attachments"][1]["filename"], "a.txt");
  EXPECT_EQ(message["links"][0]["href"], "https://shop.test/c");
  EXPECT_EQ(message["size"], rich_mail.size());
  EXPECT_EQ(message["date"], "2026-11-21T22:32:25.000Z");
  EXPECT_EQ(message["messageId"], "1@shop.test");
  EXPECT_EQ(message["tags"], Json::array());
  EXPECT_EQ(message["read"], false);
  EXPECT_EQ(json_of(get("/v1/messages/latest")), message);
}

TEST_F(MessagesRoutes, ComposedMessageIsStoredInItsInbox) {
  const auto created = send_json(
      Method::post, "/v1/messages",
      {{"from", "a@b.test"}, {"to", "c@d.test"}, {"subject", "S"}, {"inbox", "box"}, {"tags", {"x"}}});
  ASSERT_EQ(created.status, Status::created) << http::bytes_of(created.body);
  EXPECT_EQ(json_of(created)["inbox"], "box");
  EXPECT_EQ(json_of(created)["tags"], Json::array({"x"}));
  EXPECT_EQ(json_of(get("/v1/messages/latest?inbox=box"))["subject"], "S");
  EXPECT_EQ(get("/v1/messages/latest?inbox=other").status, Status::not_found);
}

TEST_F(MessagesRoutes, RefusesWhatItCannotTake) {
  EXPECT_EQ(ask(Method::post, "/v1/messages", "x").status, Status::unsupported_media_type);
  EXPECT_EQ(ask(Method::patch, "/v1/messages?all=true", "{}").status, Status::unsupported_media_type);
  EXPECT_EQ(send_json(Method::post, "/v1/messages?sender=a", {{"from", "a@b.test"}}).status,
            Status::bad_request);
  http::Headers headers;
  headers.set("Content-Type", "message/rfc822");
  EXPECT_EQ(ask(Method::post, "/v1/messages", std::string((1 << 20) + 1, 'x'), headers).status,
            Status::payload_too_large);
}

TEST_F(MessagesRoutes, ListsPageByPage) {
  for (const auto* subject : {"one", "two", "three"}) inject_subject(subject);
  auto page = json_of(get("/v1/messages?limit=2"));
  EXPECT_EQ(page["messages"][0]["subject"], "three");
  EXPECT_EQ(page["total"], 3);
  EXPECT_EQ(page["unread"], 3);
  EXPECT_EQ(page["sequence"], 3);
  EXPECT_FALSE(page.contains("matched"));
  page = json_of(get("/v1/messages?limit=2&cursor=" + page["nextCursor"].get<std::string>()));
  ASSERT_EQ(page["messages"].size(), 1u);
  EXPECT_EQ(page["messages"][0]["subject"], "one");
  EXPECT_TRUE(page["nextCursor"].is_null());

  EXPECT_EQ(json_of(get("/v1/messages?order=oldest&after=1"))["messages"][0]["subject"], "two");
  page = json_of(get("/v1/messages?q=subject%3Atwo"));
  EXPECT_EQ(page["messages"].size(), 1u);
  EXPECT_EQ(page["matched"], 1);
  EXPECT_EQ(page["matchedMore"], false);
  EXPECT_EQ(page["total"], 3);
}

struct BadTarget {
  const char* target;
  const char* message;
};

class RefusedTarget : public ApiFixture, public testing::WithParamInterface<BadTarget> {};

TEST_P(RefusedTarget, NamesTheParameter) {
  const auto response = get(GetParam().target);
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_NE(message_of(response).find(GetParam().message), std::string::npos) << message_of(response);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedTarget,
    testing::Values(BadTarget{"/v1/messages?limt=1", "did you mean \"limit\"?"},
                    BadTarget{"/v1/messages?limit=0", "\"limit\""},
                    BadTarget{"/v1/messages?limit=1001", "from 1 to 1000"},
                    BadTarget{"/v1/messages?limit=5x", "\"limit\""},
                    BadTarget{"/v1/messages?limit=", "\"limit\""},
                    BadTarget{"/v1/messages?limit=-1", "\"limit\""},
                    BadTarget{"/v1/messages?after=99999999999999999999", "\"after\""},
                    BadTarget{"/v1/messages?after=9223372036854775808", "\"after\""},
                    BadTarget{"/v1/messages?cursor=abc", "\"cursor\" must be the nextCursor"},
                    BadTarget{"/v1/messages?order=up", "newest, oldest,"},
                    BadTarget{"/v1/messages?inbox=a%20b", "\"inbox\""},
                    BadTarget{"/v1/messages?inbox=", "\"inbox\""},
                    BadTarget{"/v1/messages?q=fro%3Ax", "did you mean"},
                    BadTarget{"/v1/messages/m001?q=x", "goes only with the id \"latest\""},
                    BadTarget{"/v1/messages/latest?markRead=yes", "\"markRead\""},
                    BadTarget{"/v1/messages/latest/raw?download=1", "\"download\""},
                    BadTarget{"/v1/messages/latest/text?remote=true", "unknown query parameter \"remote\""},
                    BadTarget{"/v1/events?after=x", "\"after\""}, BadTarget{"/v1/info?x=1", "takes none"}));

TEST_F(MessagesRoutes, BadQueryHasItsOwnCode) {
  EXPECT_EQ(json_of(get("/v1/messages?q=fro%3Ax"))["error"]["code"], "invalid_query");
}

TEST_F(MessagesRoutes, LatestIsTheNewestThatIsMeant) {
  inject_subject("apple");
  inject_subject("pear");
  EXPECT_EQ(json_of(get("/v1/messages/latest"))["subject"], "pear");
  EXPECT_EQ(json_of(get("/v1/messages/latest?q=apple"))["subject"], "apple");
  EXPECT_EQ(get("/v1/messages/latest?q=plum").status, Status::not_found);
  EXPECT_EQ(get("/v1/messages/nothing").status, Status::not_found);
}

TEST_F(MessagesRoutes, ReadingMarksOnlyWhenAsked) {
  const auto id = inject_subject("x");
  EXPECT_EQ(json_of(get("/v1/messages/" + id))["read"], false);
  EXPECT_EQ(json_of(get("/v1/messages/" + id + "?markRead=true"))["read"], true);
  EXPECT_EQ(json_of(get("/v1/messages/" + id))["read"], true);
}

TEST_F(MessagesRoutes, AnotherSiteCannotMarkAsRead) {
  const auto id = inject_subject("x");
  http::Headers headers;
  headers.set("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(ask(Method::get, "/v1/messages/" + id + "?markRead=true", "", headers).status, Status::forbidden);
  EXPECT_EQ(json_of(get("/v1/messages/" + id))["read"], false);
}

TEST_F(MessagesRoutes, PatchesOneAndMany) {
  const auto id = inject_subject("one");
  inject_subject("two");
  const auto summary =
      json_of(send_json(Method::patch, "/v1/messages/" + id, {{"read", true}, {"addTags", {"t"}}}));
  EXPECT_EQ(summary["read"], true);
  EXPECT_EQ(summary["tags"], Json::array({"t"}));
  EXPECT_EQ(json_of(send_json(Method::patch, "/v1/messages?q=two", {{"pinned", true}})),
            Json({{"updated", 1}}));
  EXPECT_EQ(json_of(get("/v1/messages/latest"))["pinned"], true);
  EXPECT_EQ(send_json(Method::patch, "/v1/messages", {{"read", true}}).status, Status::bad_request);
  EXPECT_EQ(send_json(Method::patch, "/v1/messages/none", {{"read", true}}).status, Status::not_found);
}

TEST_F(MessagesRoutes, DeletesOne) {
  const auto id = inject_subject("one");
  const auto response = ask(Method::delete_, "/v1/messages/" + id);
  EXPECT_EQ(response.status, Status::no_content);
  EXPECT_EQ(http::bytes_of(response.body), "");
  EXPECT_EQ(ask(Method::delete_, "/v1/messages/" + id).status, Status::not_found);
}

TEST_F(MessagesRoutes, DeletesManyOnlyWhenSaid) {
  inject_subject("one");
  inject_subject("two");
  for (const auto* target : {"/v1/messages", "/v1/messages?q=", "/v1/messages?q=%20",
                             "/v1/messages?all=false", "/v1/messages?all"}) {
    const auto response = ask(Method::delete_, target);
    EXPECT_EQ(response.status, Status::bad_request) << target;
    EXPECT_NE(message_of(response).find("all"), std::string::npos) << target;
  }
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/messages?q=one")), Json({{"deleted", 1}}));
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/messages?inbox=other")), Json({{"deleted", 0}}));
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/messages?all=true")), Json({{"deleted", 1}}));
}

TEST_F(MessagesRoutes, StoreFailureIsTheEnvelope) {
  store_.fail_with({Errc::storage_full, "the disk is full"});
  for (const auto* target : {"/v1/messages", "/v1/messages/m1", "/v1/info", "/readyz"}) {
    const auto response = get(target);
    EXPECT_EQ(response.status, Status::service_unavailable) << target;
    EXPECT_NE(message_of(response).find("the disk is full"), std::string::npos) << target;
  }
}

}  // namespace
}  // namespace mailstop::test
