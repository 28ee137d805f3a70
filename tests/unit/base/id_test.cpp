#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/manual_clock.hpp"

namespace mailstop {
namespace {

using namespace std::chrono_literals;

TEST(IdSource, MakesUniqueIdsThatSortAsMade) {
  test::ManualClock clock;
  IdSource ids(clock, 1);
  std::string last;
  for (int i = 0; i < 10'000; ++i) {
    if (i % 100 == 0) clock.advance(1ms);
    const auto id = ids.next();
    EXPECT_TRUE(is_id(id)) << id;
    EXPECT_LT(last, id);
    last = id;
  }
}

TEST(IdSource, ContinuesAfterTheNewestIdThoughTheClockWentBack) {
  test::ManualClock clock;
  const auto newest = IdSource(clock, 1).next();
  clock.advance(-1h);
  EXPECT_GT(IdSource(clock, 2, newest).next(), newest);
}

TEST(IsId, RefusesOtherText) {
  for (const auto text :
       {"", "latest", "01jdcz8k3m9x7f2", "01jdcz8k3m9x7f2qq", "01JDCZ8K3M9X7F2Q", "01jdcz8k3m9x7f2u"})
    EXPECT_FALSE(is_id(text)) << text;
}

}  // namespace
}  // namespace mailstop
