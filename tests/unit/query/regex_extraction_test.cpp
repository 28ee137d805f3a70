#include "query/regex_extraction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::query {
namespace {

using testing::ElementsAre;
using testing::Optional;
using testing::Pair;

using SteadyTime = std::chrono::steady_clock::time_point;

RegexMatches find(std::string_view regex, std::string_view text, std::size_t limit = 100) {
  return RegexExtraction::make(regex).value().find_all(text, limit, SteadyTime::max()).value();
}

std::vector<std::string> values(std::string_view regex, std::string_view text) {
  std::vector<std::string> list;
  for (const auto& match : find(regex, text).matches) list.push_back(match.value);
  return list;
}

TEST(RegexExtraction, GivesValuesGroupsNamesAndOffsets) {
  const auto found = find(R"((?P<letters>[A-Z]+)-(\d+)(x)?)", "é AB-12 and C-3x");
  ASSERT_EQ(found.total, 2u);
  EXPECT_EQ(found.matches[0].value, "AB-12");
  EXPECT_EQ(found.matches[0].offset, 3u);
  EXPECT_THAT(found.matches[0].groups,
              ElementsAre(Optional(std::string("AB")), Optional(std::string("12")), std::nullopt));
  EXPECT_THAT(found.matches[0].named, ElementsAre(Pair("letters", 0u)));
  EXPECT_THAT(found.matches[1].groups[2], Optional(std::string("x")));
}

TEST(RegexExtraction, CaseAndLinesCountUnlessSaidOtherwise) {
  EXPECT_THAT(values("code", "Code code"), ElementsAre("code"));
  EXPECT_THAT(values("(?i)code", "Code code"), ElementsAre("Code", "code"));
  EXPECT_THAT(values("^.+$", "one"), ElementsAre("one"));
  EXPECT_THAT(values("^.+$", "one\ntwo"), ElementsAre());
  EXPECT_THAT(values("(?m)^.+$", "one\ntwo"), ElementsAre("one", "two"));
  EXPECT_THAT(values(R"(\bo)", "oo o"), ElementsAre("o", "o"));
}

TEST(RegexExtraction, EmptyMatchesMoveOn) {
  EXPECT_THAT(values("a*", "baa"), ElementsAre("", "aa"));
  EXPECT_THAT(values("", "é"), ElementsAre("", ""));
  EXPECT_THAT(values("x*", ""), ElementsAre(""));
}

TEST(RegexExtraction, CountsBeyondTheLimit) {
  const auto found = find("a", std::string(1000, 'a'), 3);
  EXPECT_EQ(found.matches.size(), 3u);
  EXPECT_EQ(found.total, 1000u);
  EXPECT_FALSE(found.is_truncated);
}

TEST(RegexExtraction, IsBoundedInBytes) {
  const std::string text(longest_extracted_text * 3, 'a');
  const auto found = find("(?s)(((.*)))", text);
  EXPECT_EQ(found.total, 1u);
  EXPECT_TRUE(found.is_truncated);
  EXPECT_EQ(found.matches[0].value.size(), longest_extracted_text);
}

TEST(RegexExtraction, ErrorsNameTheColumn) {
  const auto refused = [](std::string_view regex) { return RegexExtraction::make(regex).error().message; };
  EXPECT_EQ(refused("ab(c"), "column 1: missing ): ab(c");
  EXPECT_EQ(refused("ab[c"), "column 3: missing ]: [c");
  EXPECT_EQ(refused(R"((a)\1)"), R"(column 4: invalid escape sequence: \1)");
  EXPECT_EQ(refused(std::string(1001, 'a')), "the regular expression has 1001 bytes, more than 1000");
}

TEST(RegexExtraction, GivesUpWhenTheTimeIsOver) {
  const auto regex = RegexExtraction::make("a").value();
  const auto late = regex.find_all("aaa", 1, SteadyTime::min());
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Errc::too_expensive);
}

TEST(RegexExtraction, RefusesALargeExpressionOnALongText) {
  const auto regex = RegexExtraction::make(R"((\pL\d){1,5})").value();
  EXPECT_TRUE(regex.find_all("abc1", 1, SteadyTime::max()));
  const auto found = regex.find_all(std::string(10 << 20, 'a'), 1, SteadyTime::max());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::too_expensive);
}

}  // namespace
}  // namespace mailstop::query
