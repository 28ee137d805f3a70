#include "query/pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::query {
namespace {

TEST(Pattern, IsFoundAnywhereInAnyCase) {
  const std::tuple<std::string_view, std::string_view, bool> cases[] = {
      {"shop", "a@SHOP.test", true},       {"^a@", "a@b.test", true},
      {"^a@", "ba@b.test", false},         {"@b\\.test$", "a@b.test", true},
      {"@b\\.test$", "a@b.test.x", false}, {"^$", "", true},
      {"ü", "MÜLLER@b.test", true},        {"a{2}", "baab", true},
  };
  for (const auto& [text, subject, is_found] : cases) {
    const auto pattern = Pattern::make(text);
    ASSERT_TRUE(pattern.has_value()) << text;
    EXPECT_EQ(pattern->is_found_in(subject), is_found) << text << " " << subject;
  }
}

TEST(Pattern, SaysWhatIsWrongAndWhere) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"abc[z-a]", "in column 5"}, {"ab**", "in column 3"}, {"(ab", "missing )"}, {"a\\8", "in column 2"}};
  for (const auto& [text, words] : cases) {
    const auto pattern = Pattern::make(text);
    ASSERT_FALSE(pattern.has_value()) << text;
    EXPECT_THAT(pattern.error().message, testing::HasSubstr(std::string(words)));
    EXPECT_THAT(pattern.error().message, testing::HasSubstr("is no regular expression"));
  }
}

}  // namespace
}  // namespace mailstop::query
