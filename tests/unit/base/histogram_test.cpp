#include "base/histogram.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

constexpr double bounds[] = {1, 2.5, 10};

TEST(Histogram, CountsWhatIsUpToABound) {
  Histogram histogram(bounds);
  for (const double value : {0.0, 1.0, 1.5, 2.5, 2.6, 10.0, 11.0, 1e9}) histogram.observe(value);
  ASSERT_EQ(histogram.size(), 3u);
  EXPECT_EQ(histogram.count(0), 2u);
  EXPECT_EQ(histogram.count(1), 2u);
  EXPECT_EQ(histogram.count(2), 2u);
  EXPECT_EQ(histogram.count(3), 2u);
  EXPECT_DOUBLE_EQ(histogram.sum(), 1e9 + 28.6);
}

}  // namespace
}  // namespace mailstop
