// What a `*` means in rules.
#include "query/wildcards.hpp"

#include <gtest/gtest.h>

#include "query/evaluator.hpp"
#include "query/parser.hpp"

namespace mailstop::query {
namespace {

bool holds(std::string_view text, bool with = true) {
  static const std::vector<mail::Address> to{{"Ann", "Ann@Billing.test"}, {"", "bob@other.test"}};
  static const std::vector<mail::Header> headers{{"X-Order", "No. 42 (test)", " No. 42 (test)"}};
  MessageView view;
  view.to = to;
  view.subject = "Invoice 42 for Straße [1]";
  view.headers = headers;
  auto query = parse_query(text, Timestamp{}).value();
  return matches(with ? with_wildcards(std::move(query)).value() : query, view);
}

TEST(Wildcards, StandForAnythingInAWholeText) {
  for (const char* text : {"to:*@billing.test", "to:ann@*", "to:a*@*.test", "to:*illing*", "to:*",
                           "subject:invoice*", "subject:\"*42 for*\"", "subject:*[1]",
                           "subject:in*42*STRASSE*", "header:X-Order=no*", "*invoice*"}) {
    EXPECT_TRUE(holds(text)) << text;
  }
  for (const char* text : {"to:*@billing", "to:billing.*", "to:*@billing.test.*", "subject:*invoice",
                           "subject:in*.*42", "header:X-Order=42*", "subject:?nvoice*"}) {
    EXPECT_FALSE(holds(text)) << text;
  }
}

TEST(Wildcards, AreFoundBelowOperators) {
  EXPECT_TRUE(holds("-to:*@absent.test (to:x* OR to:*@other.test)"));
  EXPECT_FALSE(holds("-to:*@billing.test"));
}

TEST(Wildcards, LeaveOtherConditionsAsTheyAre) {
  EXPECT_TRUE(holds("to:billing"));
  EXPECT_TRUE(holds("subject:/^invoice 4*2/"));
  EXPECT_FALSE(holds("to:*@billing.test", false));
}

TEST(Wildcards, RefuseATextThatNoPatternHolds) {
  const auto text = std::string(200'000, 'x') + "*y*z";
  const auto condition = TextCondition::make(Comparison::contains, text).value();
  const Query term{TextTerm{Field::subject, condition}};
  const auto rewritten = with_wildcards(Query{Not{std::make_shared<const Query>(Query{Or{{term}}})}});
  ASSERT_FALSE(rewritten);
  EXPECT_EQ(rewritten.error().message.find("\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\" is too long"), 0u)
      << rewritten.error().message;
}

}  // namespace
}  // namespace mailstop::query
