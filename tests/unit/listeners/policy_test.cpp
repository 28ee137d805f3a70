#include "listeners/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::listeners {
namespace {

using testing::HasSubstr;

TEST(ParseRefusalRule, FindsTheReplyBehindTheExpression) {
  struct Case {
    std::string_view text, pattern;
    int code;
    std::string_view status, words;
  };
  const Case cases[] = {
      {"^full@", "^full@", 550, "5.7.1", "rule"},
      {"^full@:452", "^full@", 452, "4.7.1", "rule"},
      {"^full@:452 4.2.2 Mailbox full", "^full@", 452, "4.2.2", "Mailbox full"},
      {"^full@:550 no: not here", "^full@", 550, "5.7.1", "no: not here"},
      {"(?:a|b)@x", "(?:a|b)@x", 550, "5.7.1", "rule"},
      {"[[:digit:]]@x:550 5.1.1 No digits", "[[:digit:]]@x", 550, "5.1.1", "No digits"},
      {"a:b", "a:b", 550, "5.7.1", "rule"},
      {"", "", 550, "5.7.1", "rule"},
  };
  for (const auto& [text, pattern, code, status, words] : cases) {
    const auto rule = parse_refusal_rule(text);
    ASSERT_TRUE(rule.has_value()) << text << rule.error().message;
    EXPECT_EQ(rule->addresses.text(), pattern);
    EXPECT_EQ(rule->reply.code, code) << text;
    EXPECT_EQ(rule->reply.status, status) << text;
    EXPECT_THAT(rule->reply.text, HasSubstr(std::string(words)));
  }
}

TEST(ParseRefusalRule, SaysWhatIsWrong) {
  EXPECT_THAT(parse_refusal_rule("a(:550").error().message, HasSubstr("is no regular expression"));
  EXPECT_THAT(parse_refusal_rule("a:250 2.0.0 Fine").error().message, HasSubstr("is no SMTP reply"));
}

Policy make_policy() {
  Policy policy;
  policy.accepted_recipients = {*query::Pattern::make("@a\\.test$"), *query::Pattern::make("@b\\.test$")};
  policy.refused_recipients = {*parse_refusal_rule("^full@:452 4.2.2 Full"), *parse_refusal_rule("^f")};
  policy.refused_senders = {*parse_refusal_rule("^$:550 5.7.1 No bounces")};
  policy.discarded_domains = {"load.test", "more.test"};
  return policy;
}

TEST(Policy, IsOffByDefault) {
  const Policy policy;
  EXPECT_FALSE(policy.has_sender_rules());
  EXPECT_FALSE(policy.has_recipient_rules());
  EXPECT_EQ(policy.find_sender_refusal(""), std::nullopt);
  EXPECT_EQ(policy.find_recipient_refusal("a@b.test"), std::nullopt);
  EXPECT_FALSE(policy.discards({}));
}

TEST(Policy, RefusesByTheFirstRuleThatFits) {
  const auto policy = make_policy();
  EXPECT_EQ(policy.find_recipient_refusal("x@A.test"), std::nullopt);
  EXPECT_EQ(policy.find_recipient_refusal("x@b.test"), std::nullopt);
  EXPECT_EQ(policy.find_recipient_refusal("x@c.test")->status, "5.1.1");
  EXPECT_EQ(policy.find_recipient_refusal("full@a.test")->text, "Full");
  EXPECT_EQ(policy.find_recipient_refusal("fool@a.test")->code, 550);
  EXPECT_EQ(policy.find_sender_refusal("")->text, "No bounces");
  EXPECT_EQ(policy.find_sender_refusal("a@a.test"), std::nullopt);
}

TEST(Policy, DiscardsOnlyWhatNobodyElseGets) {
  const auto policy = make_policy();
  const auto discards = [&](std::initializer_list<const char*> addresses) {
    mail::Envelope envelope;
    for (const auto* address : addresses) envelope.recipients.push_back({address, {}, {}});
    return policy.discards(envelope);
  };
  EXPECT_TRUE(discards({"a@load.test"}));
  EXPECT_TRUE(discards({"a@LOAD.test", "b@more.test"}));
  EXPECT_FALSE(discards({"a@load.test", "b@keep.test"}));
  EXPECT_FALSE(discards({"a@sub.load.test"}));
  EXPECT_FALSE(discards({"postmaster"}));
}

}  // namespace
}  // namespace mailstop::listeners
