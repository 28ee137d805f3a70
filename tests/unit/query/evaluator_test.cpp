// What a query says about one message.
#include "query/evaluator.hpp"

#include <gtest/gtest.h>

#include "query/parser.hpp"

namespace mailstop::query {
namespace {

class EvaluatorTest : public testing::Test {
 protected:
  EvaluatorTest() {
    envelope.sender = "bounce@shop.test";
    envelope.recipients = {{"alice@example.test", "", ""}, {"hidden@example.test", "", ""}};
    envelope.helo = "app.local";
    envelope.auth_user = "checkout-7";
    envelope.client_address = "192.0.2.7";
    parsed.from = {{"Jürgen Groß", "shop@shop.test"}};
    parsed.to = {{"Alice", "alice@example.test"}};
    parsed.cc = {{"", "carol@example.test"}};
    parsed.subject = "Your  order\n#42 ist da: STRASSE";
    parsed.search_text = "Hello Alice,\nthe (parcel) costs 100% of_it.";
    parsed.message_id = "1234@shop.test";
    parsed.parts.resize(2);
    parsed.parts[0].role = mail::PartRole::html_body;
    parsed.parts[1].role = mail::PartRole::attachment;
    parsed.parts[1].filename = "Invoice.PDF";
    parsed.links = {{"https://shop.test/confirm?x=1", "Confirm it", mail::LinkSource::html}};
    parsed.codes = {{"482913", 0.9, "Your code: 482913"}, {"7712", 0.3, "Box 7712"}};
    headers = {{"X-Order", "Number 42", " Number 42"}};
    tags = {"Invoices"};
  }

  bool holds(std::string_view text) const {
    MessageView view = view_of(envelope, parsed);
    view.inbox = "default";
    view.headers = headers;
    view.tags = tags;
    view.size = 2048;
    view.received_at = Timestamp{Duration{1'000'000}};
    const auto query = parse_query(text, Timestamp{Duration{10'000'000}});
    if (!query) ADD_FAILURE() << query.error().message;
    return query && matches(*query, view);
  }

  mail::Envelope envelope;
  mail::ParsedMessage parsed;
  std::vector<mail::Header> headers;
  std::vector<std::string> tags;
};

TEST_F(EvaluatorTest, WordsLookEverywhere) {
  for (const char* text :
       {"ORDER", "parcel", "rcel", "jürgen", "GROSS", "invoice.pdf", "hidden@example", "bounce@", "carol",
        "straße", "(parcel)", "\"your order #42\"", "\"alice, the\"", "100%", "of_it"}) {
    EXPECT_TRUE(holds(text)) << text;
  }
  for (const char* text : {"absent", "jurgen", "100%%", "of%it", "ofXit", "checkout-7", "\"alice the\""}) {
    EXPECT_FALSE(holds(text)) << text;
  }
}

TEST_F(EvaluatorTest, FieldsLookAtTheirOwn) {
  for (const char* text : {"from:groß",
                           "from:shop@",
                           "to:alice",
                           "cc:carol@",
                           "addressed:carol",
                           "sender:bounce",
                           "recipient:hidden",
                           "subject:#42",
                           "body:parcel",
                           "filename:.pdf",
                           "link:confirm?",
                           "code:482913",
                           "code:/^7/",
                           "link:\"confirm it\"",
                           "message-id:1234",
                           "inbox:default",
                           "tag:invoices",
                           "auth:checkout",
                           "helo:app",
                           "ip:192.0.2",
                           "header:x-order=42",
                           "header:X-Order",
                           "header:x-order=/^number/"}) {
    EXPECT_TRUE(holds(text)) << text;
  }
  for (const char* text :
       {"from:alice", "to:shop", "bcc:hidden", "reply-to:shop", "subject:parcel", "body:order",
        "inbox:defaul", "tag:invoice", "header:x-order=43", "header:X-Ord", "from:name"}) {
    EXPECT_FALSE(holds(text)) << text;
  }
}

TEST_F(EvaluatorTest, FlagsSizeAndTime) {
  for (const char* text :
       {"is:unread", "-is:read", "is:tagged", "-is:pinned", "has:attachment", "has:html", "has:link",
        "has:code", "-has:inline", "larger:2047", "smaller:2049", "-larger:2k", "-smaller:2k",
        "before:1970-01-01T00:16:40Z", "after:1970-01-01T00:16:40Z", "-after:1970-01-01T00:16:41Z"}) {
    EXPECT_TRUE(holds(text)) << text;
  }
}

TEST_F(EvaluatorTest, Logic) {
  EXPECT_TRUE(holds("order parcel"));
  EXPECT_FALSE(holds("order absent"));
  EXPECT_TRUE(holds("absent OR parcel"));
  EXPECT_TRUE(holds("(absent OR parcel) -nothing"));
  EXPECT_FALSE(holds("-(absent OR parcel)"));
  EXPECT_TRUE(holds(""));
}

TEST_F(EvaluatorTest, PatternsLookAtTheComparableText) {
  EXPECT_TRUE(holds("/order #\\d+ ist/"));
  EXPECT_TRUE(holds("subject:/^YOUR order/"));
  EXPECT_TRUE(holds("/^alice$/"));
  EXPECT_FALSE(holds("subject:/^order/"));
}

TEST(TextCondition, Comparisons) {
  const auto holds = [](Comparison comparison, std::string_view needle, std::string_view lines) {
    return TextCondition::make(comparison, needle)->holds(lines);
  };
  EXPECT_TRUE(holds(Comparison::equals, "Two", "one\ntwo\n"));
  EXPECT_FALSE(holds(Comparison::equals, "tw", "one\ntwo\n"));
  EXPECT_TRUE(holds(Comparison::starts_with, "TW", "one\ntwo"));
  EXPECT_FALSE(holds(Comparison::starts_with, "wo", "one\ntwo"));
  EXPECT_TRUE(holds(Comparison::ends_with, "ne", "one\ntwo"));
  EXPECT_FALSE(holds(Comparison::ends_with, "tw", "one\ntwo"));
  EXPECT_TRUE(holds(Comparison::equals, "", ""));
}

}  // namespace
}  // namespace mailstop::query
