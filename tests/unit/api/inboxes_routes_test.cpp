// Inboxes: what they hold, and routes that see nothing of the others.
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class InboxesTest : public ApiFixture {
 protected:
  std::string put(const std::string& inbox, const std::string& subject) {
    return inject("X-Mailstop-Inbox: " + inbox + "\r\nFrom: a@b.test\r\nTo: c@d.test\r\nSubject: " + subject +
                  "\r\n\r\nbody\r\n");
  }
  Json listed(std::string_view target) { return json_of(get(target)); }
  Status status_of(Method method, const std::string& target) { return ask(method, target).status; }
};

TEST_F(InboxesTest, AreListedByNameWithWhatTheyHold) {
  EXPECT_EQ(listed("/v1/inboxes"), (Json{{"inboxes", Json::array()}}));
  put("two", "x");
  const auto read = put("one", "x");
  put("one", "y");
  send_json(Method::patch, "/v1/messages/" + read, {{"read", true}});
  const auto json = listed("/v1/inboxes");
  ASSERT_EQ(json["inboxes"].size(), 2u);
  EXPECT_EQ(json["inboxes"][0]["name"], "one");
  EXPECT_EQ(json["inboxes"][0]["total"], 2);
  EXPECT_EQ(json["inboxes"][0]["unread"], 1);
  EXPECT_EQ(json["inboxes"][0], listed("/v1/inboxes/one"));
  EXPECT_EQ(json["inboxes"][1]["name"], "two");
}

TEST_F(InboxesTest, ANameThatWasNeverUsedHoldsNothing) {
  EXPECT_EQ(listed("/v1/inboxes/new"), (Json{{"name", "new"},
                                             {"total", 0},
                                             {"unread", 0},
                                             {"lastReceivedAt", nullptr},
                                             {"retention", {{"maxMessages", nullptr}, {"maxAge", nullptr}}},
                                             {"accept", true},
                                             {"passwordSet", false}}));
  EXPECT_EQ(listed("/v1/inboxes/new/messages")["messages"].size(), 0u);
}

TEST_F(InboxesTest, DeletingTakesEverythingInItAndNothingElse) {
  put("one", "x");
  put("one", "y");
  put("two", "z");
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/inboxes/one")), (Json{{"deleted", 2}}));
  EXPECT_EQ(listed("/v1/messages")["messages"].size(), 1u);
}

TEST_F(InboxesTest, RoutesBelowAnInboxSeeNoOther) {
  const auto mine = put("one", "mine");
  const auto other = put("two", "other");
  EXPECT_EQ(listed("/v1/inboxes/one/messages")["messages"].size(), 1u);
  EXPECT_EQ(listed("/v1/inboxes/one/messages?q=other")["messages"].size(), 0u);
  EXPECT_EQ(listed("/v1/inboxes/one/messages/latest")["subject"], "mine");
  EXPECT_EQ(listed("/v1/inboxes/one/messages/" + mine)["subject"], "mine");
  for (const std::string view : {"", "/raw", "/text", "/headers", "/parts", "/html", "/session"}) {
    EXPECT_EQ(status_of(Method::get, "/v1/inboxes/one/messages/" + other + view), Status::not_found) << view;
  }
  EXPECT_EQ(status_of(Method::delete_, "/v1/inboxes/one/messages/" + other), Status::not_found);
  EXPECT_EQ(send_json(Method::patch, "/v1/inboxes/one/messages/" + other, {{"read", true}}).status,
            Status::not_found);
  EXPECT_EQ(listed("/v1/messages/" + other)["read"], false);
}

TEST_F(InboxesTest, ChangesOfManyStayInside) {
  put("one", "x");
  put("two", "x");
  EXPECT_EQ(json_of(send_json(Method::patch, "/v1/inboxes/one/messages", {{"read", true}})),
            (Json{{"updated", 1}}));
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/inboxes/one/messages?q=x")), (Json{{"deleted", 1}}));
  EXPECT_EQ(listed("/v1/inboxes/two/messages")["unread"], 1);
}

TEST_F(InboxesTest, WhatIsPutInStaysInside) {
  Json mail{{"from", "a@b.test"}, {"to", "c@d.test"}, {"subject", "x"}};
  EXPECT_EQ(json_of(send_json(Method::post, "/v1/inboxes/one/messages", mail))["inbox"], "one");
  mail["inbox"] = "elsewhere";
  EXPECT_EQ(json_of(send_json(Method::post, "/v1/messages", mail))["inbox"], "elsewhere");
  const auto refused = send_json(Method::post, "/v1/inboxes/one/messages", mail);
  EXPECT_EQ(refused.status, Status::bad_request);
  EXPECT_EQ(message_of(refused), "\"inbox\" is \"elsewhere\", but the path names the inbox \"one\"");
}

TEST_F(InboxesTest, ExpectationsStayInside) {
  put("one", "mine");
  put("two", "other");
  EXPECT_EQ(json_of(get("/v1/inboxes/one/expect?within=0s"))["messages"][0]["subject"], "mine");
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/one/expect?within=0s&subject=other"),
            Status::expectation_failed);
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/one/messages/wait?within=0s&subject=other"),
            Status::expectation_failed);
  const Json wanted{{"within", "0s"}, {"match", {{"subject", "other"}}}};
  EXPECT_EQ(send_json(Method::post, "/v1/inboxes/one/expect", wanted).status, Status::expectation_failed);
  EXPECT_EQ(send_json(Method::post, "/v1/inboxes/two/expect", wanted).status, Status::ok);
  EXPECT_EQ(send_json(Method::post, "/v1/inboxes/two/expect", {{"inbox", "one"}, {"within", "0s"}}).status,
            Status::bad_request);
}

TEST_F(InboxesTest, AreSetUpAllAtOnce) {
  const Json wanted{
      {"retention", {{"maxMessages", 3}, {"maxAge", "90m"}}}, {"accept", false}, {"password", "geheim"}};
  const auto answer = send_json(Method::put, "/v1/inboxes/one", wanted);
  ASSERT_EQ(answer.status, Status::ok);
  const auto json = json_of(answer);
  EXPECT_EQ(json["retention"], (Json{{"maxMessages", 3}, {"maxAge", "90m"}}));
  EXPECT_EQ(json["accept"], false);
  EXPECT_EQ(json["passwordSet"], true);
  EXPECT_EQ(json.dump().find("geheim"), std::string::npos);
  EXPECT_EQ(listed("/v1/inboxes")["inboxes"], Json::array({json}));

  const auto reset =
      json_of(send_json(Method::put, "/v1/inboxes/one", {{"retention", {{"maxAge", nullptr}}}}));
  EXPECT_EQ(reset["retention"], (Json{{"maxMessages", nullptr}, {"maxAge", nullptr}}));
  EXPECT_EQ(reset["accept"], true);
  EXPECT_EQ(reset["passwordSet"], false);
  EXPECT_EQ(listed("/v1/inboxes")["inboxes"].size(), 1u);
  ask(Method::delete_, "/v1/inboxes/one");
  EXPECT_EQ(listed("/v1/inboxes")["inboxes"].size(), 0u);
}

TEST_F(InboxesTest, OneThatTakesNoMailRefusesIt) {
  send_json(Method::put, "/v1/inboxes/shut", {{"accept", false}});
  const Json mail{{"from", "a@b.test"}, {"to", "c@d.test"}, {"inbox", "shut"}};
  const auto refused = send_json(Method::post, "/v1/messages", mail);
  EXPECT_EQ(refused.status, Status::conflict);
  EXPECT_EQ(json_of(refused)["error"]["code"], "refused");
}

TEST_F(InboxesTest, SettingsThatMeanNothingAreRefused) {
  const auto mistake = [&](const Json& body) {
    const auto answer = send_json(Method::put, "/v1/inboxes/one", body);
    EXPECT_EQ(answer.status, Status::bad_request) << body;
    return message_of(answer);
  };
  EXPECT_EQ(mistake({{"retention", {{"maxMessages", 0}}}}),
            "\"retention.maxMessages\" must be a whole number of at least 1, or null");
  EXPECT_EQ(mistake({{"retention", {{"maxAge", 7}}}}),
            "\"retention.maxAge\" must be a time with its unit, such as 10m, 2h or 7d, or null");
  EXPECT_EQ(mistake({{"retention", {{"maxAge", "0s"}}}}), mistake({{"retention", {{"maxAge", "7"}}}}));
  EXPECT_EQ(mistake({{"password", ""}}), mistake({{"password", "a\nb"}}));
  EXPECT_EQ(mistake({{"acept", true}}), "unknown field \"acept\"; did you mean \"accept\"?");
  EXPECT_EQ(ask(Method::put, "/v1/inboxes/one", "{}").status, Status::unsupported_media_type);
}

TEST_F(InboxesTest, MistakesAreRefused) {
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/a%20b"), Status::bad_request);
  EXPECT_EQ(status_of(Method::delete_, "/v1/inboxes/a%20b"), Status::bad_request);
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/a%20b/messages"), Status::bad_request);
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/a%20b/messages/latest"), Status::bad_request);
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/one/messages?inbox=two"), Status::bad_request);
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/a%20b/expect?within=0s"), Status::bad_request);
  EXPECT_EQ(status_of(Method::get, "/v1/inboxes/a%20b/events"), Status::bad_request);
  EXPECT_EQ(send_json(Method::put, "/v1/inboxes/a%20b", Json::object()).status, Status::bad_request);
}

}  // namespace
}  // namespace mailstop::test
