// Match: what each condition means to a message, and what is said about one that is wrong.
#include "api/v1/match_request.hpp"

#include <gtest/gtest.h>

#include "base/timestamp.hpp"
#include "mail/message_parser.hpp"
#include "query/evaluator.hpp"

namespace mailstop::api::v1 {
namespace {

const Timestamp noon = *parse_rfc3339("2026-11-21T12:00:00Z");

class MatchTest : public testing::Test {
 protected:
  MatchTest() {
    mail::initialise_parser();
    parsed_ = mail::parse_message(raw_);
    headers_ = mail::parse_headers(raw_);
    envelope_.sender = "bounce@shop.test";
    envelope_.recipients = {{"alice@example.test", "", ""}, {"hidden@example.test", "", ""}};
    envelope_.auth_user = "checkout-7";
    envelope_.helo = "client.test";
    envelope_.client_address = "127.0.0.1";
    envelope_.tls = mail::TlsFacts{};
  }

  static Result<query::Match> read(const std::string& json) {
    return read_match(Json::parse(json), "match", noon);
  }
  static std::string error(const std::string& json) {
    const auto match = read(json);
    return match ? "no error" : match.error().message;
  }
  static std::string expected(const std::string& json) { return read(json).value().front().expected; }

  query::MessageView view() const {
    auto view = query::view_of(envelope_, parsed_);
    view.inbox = "default";
    view.received_at = noon;
    view.size = raw_.size();
    view.tags = tags_;
    view.headers = headers_;
    return view;
  }
  bool holds(const std::string& json) { return query::matches(query::to_query(read(json).value()), view()); }
  std::string actual(const std::string& json) {
    return query::actual_text(read(json).value().front().query, view());
  }

  const std::string raw_ =
      "From: Shop <app@shop.test>\r\nTo: Alice <alice@example.test>\r\nCc: bob@example.test\r\n"
      "Reply-To: help@shop.test\r\nSubject: Welcome, Alice\r\nX-Order: 42\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
      "--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
      "--a\r\nContent-Type: text/plain\r\n\r\nHello Plain\r\n"
      "--a\r\nContent-Type: text/html\r\n\r\n<p><a href=\"https://shop.test/c\">Confirm</a></p>\r\n--a--\r\n"
      "--m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=bill.pdf\r\n\r\n"
      "12345\r\n--m--\r\n";
  mail::ParsedMessage parsed_;
  std::vector<mail::Header> headers_;
  mail::Envelope envelope_;
  std::vector<std::string> tags_{"smoke"};
};

TEST_F(MatchTest, NothingHoldsForEveryMessage) {
  EXPECT_TRUE(holds("{}"));
}

TEST_F(MatchTest, AnAddressMustBeEqualAndANameContained) {
  EXPECT_TRUE(holds(R"({"to": "ALICE@example.test"})"));
  EXPECT_FALSE(holds(R"({"to": "lice@example.test"})"));
  EXPECT_TRUE(holds(R"({"to": "lic"})"));
  EXPECT_TRUE(holds(R"({"recipient": "hidden@example.test"})"));
  EXPECT_FALSE(holds(R"({"to": "hidden@example.test"})"));
  EXPECT_TRUE(holds(R"({"from": {"endsWith": "@shop.test"}, "cc": "bob", "replyTo": "help@shop.test"})"));
}

TEST_F(MatchTest, TextConditions) {
  EXPECT_TRUE(holds(R"({"subject": "welcome"})"));
  EXPECT_TRUE(holds(R"({"subject": {"equals": "welcome, alice"}})"));
  EXPECT_FALSE(holds(R"({"subject": {"equals": "welcome"}})"));
  EXPECT_TRUE(holds(R"({"subject": {"startsWith": "wel"}})"));
  EXPECT_FALSE(holds(R"({"subject": {"startsWith": "alice"}})"));
  EXPECT_TRUE(holds(R"({"subject": {"matches": "^welcome, \\w+$"}})"));
}

TEST_F(MatchTest, CaseIsRespectedWhenAsked) {
  EXPECT_TRUE(holds(R"({"subject": {"contains": "Welcome", "caseSensitive": true}})"));
  EXPECT_FALSE(holds(R"({"subject": {"contains": "welcome", "caseSensitive": true}})"));
  EXPECT_FALSE(holds(R"({"subject": {"matches": "^welcome", "caseSensitive": true}})"));
  EXPECT_TRUE(holds(R"({"text": {"equals": "Hello Plain", "caseSensitive": true}})"));
  EXPECT_EQ(error(R"({"body": {"contains": "x", "caseSensitive": true}})"),
            "\"match.body\" cannot be case-sensitive; \"text\" and \"html\" can");
}

TEST_F(MatchTest, BodiesAreApart) {
  EXPECT_TRUE(holds(R"({"text": "hello plain", "html": "<a href="})"));
  EXPECT_FALSE(holds(R"({"text": "<a href="})"));
  EXPECT_FALSE(holds(R"({"html": "hello plain"})"));
  EXPECT_TRUE(holds(R"({"body": "hello plain"})"));
}

TEST_F(MatchTest, HeaderAttachmentAndLink) {
  EXPECT_TRUE(holds(R"({"header": {"x-order": {"equals": "42"}}})"));
  EXPECT_FALSE(holds(R"({"header": {"X-Order": "43"}})"));
  EXPECT_TRUE(holds(R"({"attachment": {"filename": {"endsWith": ".PDF"}, "contentType": "pdf"}})"));
  EXPECT_TRUE(holds(R"({"attachment": {"size": {"min": 5, "max": 5}}})"));
  EXPECT_FALSE(holds(R"({"attachment": {"filename": "bill", "size": {"min": 6}}})"));
  EXPECT_TRUE(holds(R"({"attachment": "bill"})"));
  EXPECT_TRUE(holds(R"({"link": {"href": "/c", "text": "confirm"}})"));
  EXPECT_FALSE(holds(R"({"link": {"href": "/c", "text": "cancel"}})"));
  EXPECT_TRUE(holds(R"({"link": "shop.test/c"})"));
}

TEST_F(MatchTest, ACode) {
  parsed_.codes = {{"482913", 0.9, "Your code: 482913"}, {"K7QX2M", 0.4, "K7QX2M"}};
  EXPECT_TRUE(holds(R"({"code": "482913"})"));
  EXPECT_TRUE(holds(R"({"code": {"equals": "k7qx2m"}})"));
  EXPECT_TRUE(holds(R"({"code": {"matches": "^[0-9]{6}$"}})"));
  EXPECT_FALSE(holds(R"({"code": {"equals": "48291"}})"));
  EXPECT_FALSE(holds(R"({"code": "Your"})"));
}

TEST_F(MatchTest, FactsOfTheDelivery) {
  EXPECT_TRUE(holds(R"({"authUser": "checkout-7", "helo": "client", "clientAddress": "127.0.0.1"})"));
  EXPECT_TRUE(holds(R"({"tls": true, "hasAttachment": true, "read": false, "pinned": false})"));
  EXPECT_FALSE(holds(R"({"tls": false})"));
  EXPECT_TRUE(holds(R"({"tag": "smoke", "inbox": "default"})"));
  EXPECT_TRUE(holds(R"({"size": {"min": 100, "max": 100000}})"));
  EXPECT_FALSE(holds(R"({"size": {"max": 100}})"));
  EXPECT_TRUE(
      holds(R"({"receivedAt": {"after": "2026-11-21T12:00:00Z", "before": "2026-11-21T12:00:00Z"}})"));
  EXPECT_FALSE(holds(R"({"receivedAt": {"after": "2026-11-21T12:00:01Z"}})"));
}

TEST_F(MatchTest, Compositions) {
  EXPECT_TRUE(holds(R"({"any": [{"subject": "nope"}, {"cc": "bob"}]})"));
  EXPECT_FALSE(holds(R"({"any": [{"subject": "nope"}, {"cc": "carol"}]})"));
  EXPECT_FALSE(holds(R"({"all": [{"subject": "welcome"}, {"cc": "carol"}]})"));
  EXPECT_TRUE(holds(R"({"not": {"subject": "nope"}})"));
  EXPECT_FALSE(holds(R"({"not": {"subject": "welcome", "cc": "bob"}})"));
  EXPECT_TRUE(holds(R"({"q": "subject:welcome -carol has:attachment"})"));
}

TEST_F(MatchTest, MistakesAreNamed) {
  EXPECT_EQ(error(R"({"subjet": "x"})"), "unknown field \"match.subjet\"; did you mean \"subject\"?");
  EXPECT_EQ(error(R"({"any": [{}, {"form": "x"}]})"),
            "unknown field \"match.any[1].form\"; did you mean \"from\"?");
  EXPECT_EQ(error(R"({"subject": {"contain": "x"}})"),
            "unknown field \"match.subject.contain\"; did you mean \"contains\"?");
  EXPECT_EQ(error(R"({"to": ""})"), "\"match.to\" must not be empty: every text would do");
  EXPECT_EQ(
      error(R"({"subject": {"contains": "a", "equals": "b"}})"),
      "\"match.subject\" takes exactly one of equals, contains, startsWith, endsWith and matches, it has 2");
  EXPECT_EQ(
      error(R"({"subject": {"caseSensitive": true}})"),
      "\"match.subject\" takes exactly one of equals, contains, startsWith, endsWith and matches, it has 0");
  EXPECT_EQ(error(R"({"subject": {"matches": "("}})"),
            "\"match.subject\" is no regular expression: missing ): (");
  EXPECT_EQ(
      error(R"({"subject": 1})"),
      "\"match.subject\" must be a string, or an object such as {\"contains\": \"...\"}, it is a number");
  EXPECT_EQ(error(R"({"tls": "yes"})"), "\"match.tls\" must be true or false, it is a string");
  EXPECT_EQ(error(R"({"size": {"min": 2, "max": 1}})"), "\"match.size\": min is larger than max");
  EXPECT_EQ(error(R"({"any": []})"), "\"match.any\" must be a list of at least one Match, it is a list");
  EXPECT_EQ(error(R"({"receivedAt": {"after": "noon"}})"),
            "\"match.receivedAt.after\" must be a time such as 2026-11-21T22:32:25Z");
  EXPECT_NE(error(R"({"q": "fro:x"})").find("did you mean \"from\"?"), std::string::npos);
}

TEST_F(MatchTest, DepthAndLengthAreBounded) {
  std::string deep = "{}";
  for (int i = 0; i < 30; ++i) deep = R"({"not": )" + deep + "}";
  EXPECT_NE(error(deep).find("is nested deeper than 20"), std::string::npos);
  std::string wide = "{}";
  for (int i = 0; i < 300; ++i) wide += R"(, {"subject": "x"})";
  EXPECT_EQ(error(R"({"all": [)" + wide + "]}"), "\"match\" has more than 200 conditions");
}

TEST_F(MatchTest, SaysWhatItExpectsAndWhatIsThere) {
  EXPECT_EQ(expected(R"({"to": "a@b.test"})"), "equals \"a@b.test\"");
  EXPECT_EQ(expected(R"({"subject": {"matches": "^a", "caseSensitive": true}})"),
            "matches /^a/ (case-sensitive)");
  EXPECT_EQ(expected(R"({"attachment": {"filename": {"endsWith": ".pdf"}, "size": {"min": 9}}})"),
            "filename ends with \".pdf\", at least 9 bytes");
  EXPECT_EQ(expected(R"({"not": {"subject": "x"}})"), "not: subject contains \"x\"");
  EXPECT_EQ(actual(R"({"to": "x@y.test"})"), "Alice <alice@example.test>");
  EXPECT_EQ(actual(R"({"subject": "x"})"), "Welcome, Alice");
  EXPECT_EQ(actual(R"({"header": {"X-Order": "1"}})"), "42");
  EXPECT_EQ(actual(R"({"attachment": {"filename": "x"}})"), "bill.pdf");
  EXPECT_EQ(actual(R"({"link": {"text": "x"}})"), "https://shop.test/c (Confirm)");
  EXPECT_EQ(actual(R"({"bcc": "x"})"), "");
}

}  // namespace
}  // namespace mailstop::api::v1
