#include "api/v1/message_extract_routes.hpp"

#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class MessageExtract : public ApiFixture {
 protected:
  MessageExtract() { id_ = inject(rich_mail); }

  http::Response ask_for(const std::string& below) { return get("/v1/messages/" + id_ + below); }

  std::string id_;
};

TEST_F(MessageExtract, SelectFindsElements) {
  EXPECT_EQ(json_of(ask_for("/select?css=a%5Bhref*%3Dshop%5D")), Json::parse(R"({
    "matches": [{"tag": "a", "text": "Confirm", "attributes": {"href": "https://shop.test/c"}}],
    "total": 1, "truncated": false})"));
  EXPECT_EQ(json_of(ask_for("/select?css=a&html=true"))["matches"][0]["html"],
            "<a href=\"https://shop.test/c\">Confirm</a>");
  EXPECT_EQ(json_of(ask_for("/select?css=*&attribute=SRC"))["matches"],
            Json::parse(R"([{"tag": "img", "text": "", "attributes": {"src": "cid:logo@shop"}}])"));
}

TEST_F(MessageExtract, SelectListsAsManyAsWanted) {
  const auto answer = json_of(ask_for("/select?css=*&limit=2"));
  EXPECT_EQ(answer["matches"].size(), 2u);
  EXPECT_EQ(answer["total"], 6);
}

TEST_F(MessageExtract, SelectInAMessageWithoutHtmlFindsNothing) {
  inject_subject("plain");
  EXPECT_EQ(json_of(get("/v1/messages/latest/select?css=*")),
            Json::parse(R"({"matches": [], "total": 0, "truncated": false})"));
}

TEST_F(MessageExtract, MatchLooksWhereItIsTold) {
  EXPECT_EQ(json_of(ask_for("/match?in=subject&regex=(%5Cd)(?P%3Crest%3E%5Cd%2B)(x)?")), Json::parse(R"({
    "matches": [{"value": "1234", "groups": ["1", "234", null], "named": {"rest": "234"}, "offset": 8}],
    "total": 1, "truncated": false})"));
  EXPECT_EQ(json_of(ask_for("/match?in=html&regex=shop.test/%5Cw"))["matches"][0]["value"], "shop.test/c");
  EXPECT_EQ(json_of(ask_for("/match?in=raw-headers&regex=(?m)%5EMessage-ID:.*%3E"))["matches"][0]["value"],
            "Message-ID: <1@shop.test>");
  EXPECT_EQ(json_of(ask_for("/match?in=raw-headers&regex=Confirm"))["total"], 0);
  const auto id = inject("Subject: x\r\n\r\nYour code: 482913\r\n");
  EXPECT_EQ(json_of(get("/v1/messages/" + id + "/match?regex=%5Cd%7B6%7D"))["matches"][0]["offset"], 11);
}

TEST_F(MessageExtract, RefusalsNameTheParameterAndTheColumn) {
  const std::pair<std::string, std::string> refusals[] = {
      {"/select", "query parameter \"css\" must be a CSS selector such as a.button"},
      {"/select?css=a.%21",
       "query parameter \"css\", column 3: expected a name after \".\", but there is \"!\""},
      {"/select?css=a&attribute=",
       "query parameter \"attribute\" must be the name of an attribute, or be left out"},
      {"/select?css=a&limit=1001", "query parameter \"limit\" must be a number from 1 to 1000"},
      {"/select?css=a&html=yes", "query parameter \"html\" must be true or false"},
      {"/match", "query parameter \"regex\" must be a regular expression in RE2 syntax"},
      {"/match?regex=ab%5Bc", "query parameter \"regex\", column 3: missing ]: [c"},
      {"/match?regex=a&in=body", "query parameter \"in\" must be text, html, subject or raw-headers"},
  };
  for (const auto& [below, message] : refusals) {
    const auto response = ask_for(below);
    EXPECT_EQ(response.status, Status::bad_request) << below;
    EXPECT_EQ(message_of(response), message) << below;
  }
}

TEST_F(MessageExtract, UnknownMessageIs404) {
  EXPECT_EQ(get("/v1/messages/none/select?css=a").status, Status::not_found);
  EXPECT_EQ(get("/v1/messages/none/match?regex=a").status, Status::not_found);
}

}  // namespace
}  // namespace mailstop::test
