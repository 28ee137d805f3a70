#include "faults/chaos.hpp"

#include <gtest/gtest.h>

namespace mailstop::test {
namespace {

using faults::Chaos, faults::ChaosRules, faults::ChaosTrigger;

TEST(Chaos, IsOffUntilToldOtherwise) {
  Chaos chaos(ChaosRules(), 1);
  EXPECT_FALSE(chaos.is_armed());
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(chaos.strike(&ChaosRules::sender));
}

TEST(Chaos, StrikesAlwaysAtHundredAndOnlyWhereItShall) {
  ChaosRules rules;
  rules.recipient = {550, 100};
  Chaos chaos(rules, 1);
  EXPECT_TRUE(chaos.is_armed());
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(chaos.strike(&ChaosRules::recipient), 550);
    EXPECT_FALSE(chaos.strike(&ChaosRules::authentication));
  }
}

TEST(Chaos, StrikesAboutAsOftenAsItShall) {
  ChaosRules rules;
  rules.sender = {451, 30};
  Chaos chaos(rules, 7);
  int strikes = 0;
  for (int i = 0; i < 10'000; ++i) strikes += chaos.strike(&ChaosRules::sender) ? 1 : 0;
  EXPECT_NEAR(strikes, 3000, 200);
}

TEST(Chaos, ReadsRulesAsFlagsSayThem) {
  ChaosRules rules;
  EXPECT_TRUE(faults::read_chaos_rules("Sender:451:5, authentication:535:10", rules));
  EXPECT_EQ(rules.sender, (ChaosTrigger{451, 5}));
  EXPECT_EQ(rules.recipient, (ChaosTrigger{451, 0}));
  EXPECT_EQ(rules.authentication, (ChaosTrigger{535, 10}));
  for (const auto* wrong :
       {"Sender", "Sender:451", "Nobody:451:5", "Sender:200:5", "Sender:451:101", "Sender:x:5"})
    EXPECT_FALSE(faults::read_chaos_rules(wrong, rules)) << wrong;
}

}  // namespace
}  // namespace mailstop::test
