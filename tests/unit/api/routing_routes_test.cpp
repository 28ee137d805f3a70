// /v1/routes: the routing rules by the API.
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class RoutingRoutes : public ApiFixture {
 protected:
  http::Response put(const Json& routes) {
    return send_json(Method::put, "/v1/routes", {{"routes", routes}});
  }
  std::string inbox_of(const std::string& to) {
    const auto id = inject("From: a@b.test\r\nTo: " + to + "\r\nSubject: x\r\n\r\nbody\r\n");
    return json_of(get("/v1/messages/" + id))["inbox"];
  }
  std::string mistake(const Json& routes) {
    const auto answer = put(routes);
    EXPECT_EQ(answer.status, Status::bad_request) << routes;
    return message_of(answer);
  }

  const Json billing_{{"match", {{"to", "*@billing.test"}}}, {"inbox", "billing"}};
};

TEST_F(RoutingRoutes, AreNoneAtFirst) {
  EXPECT_EQ(json_of(get("/v1/routes")), (Json{{"routes", Json::array()}}));
}

TEST_F(RoutingRoutes, ArePutAllAtOnceAndShownAsTheyAre) {
  const auto answer = put({billing_, {{"match", {{"q", "to:load"}}}, {"discard", true}}});
  ASSERT_EQ(answer.status, Status::ok);
  const auto routes = json_of(answer)["routes"];
  ASSERT_EQ(routes.size(), 2u);
  EXPECT_EQ(routes[0], (Json{{"source", "api"},
                             {"match", {{"to", "*@billing.test"}}},
                             {"inbox", "billing"},
                             {"tags", Json::array()},
                             {"discard", false}}));
  EXPECT_EQ(routes[1]["inbox"], nullptr);
  EXPECT_EQ(json_of(get("/v1/routes"))["routes"], routes);
  EXPECT_EQ(json_of(put(Json::array()))["routes"].size(), 0u);
}

TEST_F(RoutingRoutes, DecideWhereMailGoes) {
  put({billing_, {{"match", {{"subject", "x"}}}, {"inbox", "all"}, {"tags", {"seen"}}}});
  EXPECT_EQ(inbox_of("ann@billing.test"), "billing");
  EXPECT_EQ(inbox_of("ann@billing.test.example"), "all");
  EXPECT_EQ(json_of(get("/v1/messages/latest"))["tags"], Json::array({"seen"}));
}

TEST_F(RoutingRoutes, WhatTheyDiscardIsAcceptedAndGone) {
  put({{{"match", {{"to", "load"}}}, {"discard", true}}});
  const auto answer = send_json(Method::post, "/v1/messages",
                                {{"from", "a@b.test"}, {"to", "load@x.test"}, {"subject", "x"}});
  EXPECT_EQ(answer.status, Status::accepted);
  EXPECT_EQ(json_of(answer), (Json{{"discarded", true}}));
  EXPECT_EQ(json_of(get("/v1/messages"))["total"], 0);
}

TEST_F(RoutingRoutes, AreKeptForTheNextRun) {
  put(Json::array({billing_}));
  auto kept = mailroom_.kept_routes();
  const auto document = run_task(context_, std::move(kept)).value();
  put(Json::array());
  ASSERT_TRUE(api_.use_kept_routes(document));
  EXPECT_EQ(json_of(get("/v1/routes"))["routes"][0]["inbox"], "billing");
  EXPECT_TRUE(api_.use_kept_routes(""));
  EXPECT_FALSE(api_.use_kept_routes("{\"routes\":[{\"match\":{\"newer\":1},\"inbox\":\"a\"}]}"));
}

TEST_F(RoutingRoutes, MistakesAreNamed) {
  EXPECT_EQ(mistake({billing_, {{"inbox", "a"}}}), "\"routes[1].match\" is missing");
  EXPECT_EQ(mistake({{{"match", Json::object()}}}),
            "\"routes[0]\" does nothing: it needs inbox, tags or discard");
  EXPECT_EQ(mistake({{{"match", {{"too", "a"}}}, {"inbox", "a"}}}),
            "unknown field \"routes[0].match.too\"; did you mean \"to\"?");
  EXPECT_NE(mistake({{{"match", {{"to", "a"}}}, {"inbox", "a b"}}}).find("routes[0].inbox"),
            std::string::npos);
  EXPECT_EQ(message_of(send_json(Method::put, "/v1/routes", Json::object())), "\"routes\" is missing");
  EXPECT_EQ(ask(Method::put, "/v1/routes", "{}").status, Status::unsupported_media_type);
}

}  // namespace
}  // namespace mailstop::test
