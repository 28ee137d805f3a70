#include "faults/mishaps.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace mailstop::faults {
namespace {

MishapRules calm() {
  MishapRules rules;
  rules.disconnect = rules.slow_link = rules.reject_sender = rules.reject_recipient = rules.reject_login = 0;
  rules.accept = 1;
  return rules;
}

int times_of(int rolls, const std::function<bool()>& roll) {
  int times = 0;
  for (int i = 0; i < rolls; ++i) times += roll() ? 1 : 0;
  return times;
}

TEST(Mishaps, NothingHappensWhileTheyAreOff) {
  Mishaps mishaps(1);
  EXPECT_FALSE(mishaps.is_on());
  EXPECT_FALSE(mishaps.rules());
  EXPECT_EQ(times_of(1000, [&] { return mishaps.accepts(); }), 1000);
  EXPECT_EQ(times_of(1000, [&] { return mishaps.disconnects(); }), 0);
  EXPECT_EQ(times_of(1000, [&] { return mishaps.happens(&MishapRules::reject_sender); }), 0);
  EXPECT_FALSE(mishaps.link_speed());
}

TEST(Mishaps, ChancesOfNoneAndOneAreCertain) {
  Mishaps mishaps(1);
  mishaps.use(calm());
  EXPECT_TRUE(mishaps.is_on());
  EXPECT_EQ(times_of(1000, [&] { return mishaps.accepts(); }), 1000);
  EXPECT_EQ(times_of(1000, [&] { return mishaps.disconnects(); }), 0);
  auto certain = calm();
  certain.accept = 0;
  certain.disconnect = certain.reject_login = 1;
  mishaps.use(certain);
  EXPECT_EQ(times_of(1000, [&] { return mishaps.accepts(); }), 0);
  EXPECT_EQ(times_of(1000, [&] { return mishaps.disconnects(); }), 1000);
  EXPECT_EQ(times_of(1000, [&] { return mishaps.happens(&MishapRules::reject_login); }), 1000);
  mishaps.use(std::nullopt);
  EXPECT_FALSE(mishaps.is_on());
  EXPECT_TRUE(mishaps.accepts());
}

TEST(Mishaps, HappenAboutAsOftenAsTheirChance) {
  Mishaps mishaps(7);
  auto rules = calm();
  rules.reject_recipient = 0.3;
  mishaps.use(rules);
  const auto times = times_of(10'000, [&] { return mishaps.happens(&MishapRules::reject_recipient); });
  EXPECT_GT(times, 2700);
  EXPECT_LT(times, 3300);
}

TEST(Mishaps, SlowLinksAreWithinTheirLimits) {
  Mishaps mishaps(1);
  auto rules = calm();
  rules.slow_link = 1;
  rules.slowest_link = 100;
  rules.fastest_link = 200;
  mishaps.use(rules);
  for (int i = 0; i < 1000; ++i) {
    const auto speed = mishaps.link_speed();
    ASSERT_TRUE(speed);
    ASSERT_GE(*speed, 100);
    ASSERT_LE(*speed, 200);
  }
}

TEST(Mishaps, NoLinkIsSoSlowThatNothingEverComes) {
  Mishaps mishaps(1);
  auto rules = calm();
  rules.slow_link = 1;
  for (const auto& [slowest, fastest] :
       {std::pair{0.0, 0.0}, {-5.0, -5.0}, {1e308, -1e308}, {1e300, 1e300}, {0.0, 1e308}}) {
    rules.slowest_link = slowest;
    rules.fastest_link = fastest;
    mishaps.use(rules);
    const auto speed = mishaps.link_speed();
    ASSERT_TRUE(speed);
    EXPECT_GE(*speed, 1);
    EXPECT_LE(*speed, 1e9);
  }
}

}  // namespace
}  // namespace mailstop::faults
