#include "base/text.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

TEST(Trim, TakesSpaceFromBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \r\n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Split, KeepsEmptyFields) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), std::vector<std::string_view>{""});
}

TEST(StartsWithIgnoringCase, ComparesAsciiOnly) {
  EXPECT_TRUE(starts_with_ignoring_case("FROM:<a>", "from:"));
  EXPECT_FALSE(starts_with_ignoring_case("FRO", "from:"));
}

TEST(Utf8, TellsValidFromInvalid) {
  EXPECT_TRUE(is_valid_utf8("grün 漢字 🎉"));
  EXPECT_FALSE(is_valid_utf8("gr\xFCn"));
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_valid_utf8("\xE2\x82"));          // cut short
}

TEST(ToValidUtf8, ReplacesEachBadRunOnce) {
  EXPECT_EQ(to_valid_utf8("gr\xFC\xFDn"), "gr\xEF\xBF\xBDn");
  EXPECT_EQ(to_valid_utf8("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(to_valid_utf8("schön"), "schön");
}

TEST(TruncateUtf8, NeverSplitsACodePoint) {
  EXPECT_EQ(truncate_utf8("aé", 2), "a");
  EXPECT_EQ(truncate_utf8("aé", 3), "aé");
  EXPECT_EQ(truncate_utf8("🎉", 3), "");
}

TEST(FoldCase, FoldsFullyAndKeepsAccents) {
  EXPECT_EQ(fold_case("STRASSE"), fold_case("straße"));
  EXPECT_EQ(fold_case("ÄÖÜ"), "äöü");
  EXPECT_EQ(fold_case("ПРИВЕТ"), "привет");
  EXPECT_NE(fold_case("é"), fold_case("e"));
  EXPECT_EQ(fold_case("A\xFFZ ü"), "a\xFFz ü");
}

TEST(CollapseSpace, FoldsRunsAndInvisiblePadding) {
  EXPECT_EQ(collapse_space("  a\r\n\tb  "), "a b");
  EXPECT_EQ(collapse_space("a\u200B\u200C\u00ADb\u034F"), "a b");
  EXPECT_EQ(collapse_space("\u00A0 \u2003x"), "x");
}

TEST(EscapeControls, ShowsWhatCouldForgeALine) {
  EXPECT_EQ(escape_controls("a\r\nb\x7F"), "a\\x0d\\x0ab\\x7f");
  EXPECT_EQ(escape_controls("\xC2\x85ü"), "\\x85ü");
}

TEST(NearestWord, SuggestsOnlyWhatIsNear) {
  const std::vector<std::string_view> words{"from", "to", "subject"};
  EXPECT_EQ(nearest_word("fro", words), "from");
  EXPECT_EQ(nearest_word("subjcet", words), "subject");
  EXPECT_EQ(nearest_word("attachment", words), "");
}

}  // namespace
}  // namespace mailstop
