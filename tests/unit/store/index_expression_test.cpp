// What of a query goes to the search index.
#include "store/sqlite/index_expression.hpp"

#include <gtest/gtest.h>

#include "query/parser.hpp"

namespace mailstop::store::sqlite {
namespace {

std::string expression(std::string_view query) {
  return index_expression(query::parse_query(query, Timestamp{}).value()).value_or("none");
}

TEST(IndexExpression, HasTheTrigramsOfAWord) {
  EXPECT_EQ(expression("subject:Welcome"), R"("wel" AND "elc" AND "lco" AND "com" AND "ome")");
  EXPECT_EQ(expression("from:a\"b\""), "none");  // two words too short
  const auto quotes = query::TextCondition::make(query::Comparison::contains, "a \"b\"").value();
  EXPECT_EQ(index_expression({query::TextTerm{query::Field::subject, quotes}}),
            R"("a """ AND " ""b" AND """b""")");
}

TEST(IndexExpression, CountsCharactersAndNotBytes) {
  EXPECT_EQ(expression("\u00fcb\u00e9r"), "\"\u00fcb\u00e9\" AND \"b\u00e9r\"");
  EXPECT_EQ(expression("\u65e5\u672c"), "none");
}

TEST(IndexExpression, SkipsSomeOfALongText) {
  const auto text = expression("abcdefghijklmnopqrstuvwxyz0123456789");
  EXPECT_EQ(text.find("\"abc\" AND \"def\""), 0u) << text;
  EXPECT_LT(text.size(), 12 * std::string_view("\"abc\" AND ").size());
}

TEST(IndexExpression, KeepsWhatEveryMatchMustHave) {
  EXPECT_EQ(expression("abc def"), R"(("abc") AND ("def"))");
  EXPECT_EQ(expression("abc OR def"), R"(("abc") OR ("def"))");
  EXPECT_EQ(expression("abc -def"), R"(("abc"))");
  EXPECT_EQ(expression("abc is:read larger:1k"), R"(("abc"))");
  EXPECT_EQ(expression("(abc OR is:read) def"), R"(("def"))");
}

TEST(IndexExpression, IsNoneWhereTheIndexKnowsNothing) {
  for (const char* query : {"ab", "abc OR is:read", "-abc", "is:read", "/abc/", "header:X-Order=abc",
                            "tag:invoice", "code:123456", "abc OR de"})
    EXPECT_EQ(expression(query), "none") << query;
}

}  // namespace
}  // namespace mailstop::store::sqlite
