#include "base/display_width.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("Grüße"), 5u);
  EXPECT_EQ(display_width("日本"), 4u);
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);  // an accent of its own
  EXPECT_EQ(display_width("\xff"), 1u);
}

TEST(DisplayWidth, CutsBetweenLetters) {
  EXPECT_EQ(cut_to_width("subject", 7), "subject");
  EXPECT_EQ(cut_to_width("subject", 4), "sub…");
  EXPECT_EQ(cut_to_width("日本語", 4), "日…");
  EXPECT_EQ(cut_to_width("日本語", 1), "…");
  EXPECT_EQ(cut_to_width("abc", 0), "");
}

TEST(DisplayWidth, PadsByColumns) {
  EXPECT_EQ(pad_to_width("日", 4), "日  ");
  EXPECT_EQ(pad_to_width("long", 2), "long");
}

}  // namespace
}  // namespace mailstop
