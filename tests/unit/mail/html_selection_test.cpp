#include "mail/html_selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::mail {
namespace {

using testing::ElementsAre;
using testing::Pair;

HtmlSelectionWish wish(std::string_view css) {
  HtmlSelectionWish wanted;
  wanted.selector = CssSelector::parse(css).value();
  return wanted;
}

TEST(SelectHtml, GivesTagTextAndAttributes) {
  const auto selection = select_html(
      "<p>x <A HREF='https://shop.test/?a=1&amp;b=2' id=go href=no> Confirm\n <b>now</b></A>", wish("a"));
  ASSERT_EQ(selection->matches.size(), 1u);
  const auto& match = selection->matches[0];
  EXPECT_EQ(match.tag, "a");
  EXPECT_EQ(match.text, "Confirm now");
  EXPECT_EQ(match.html, "");
  EXPECT_THAT(match.attributes, ElementsAre(Pair("href", "https://shop.test/?a=1&b=2"), Pair("id", "go")));
}

TEST(SelectHtml, GivesTheHtmlWhenAsked) {
  auto wanted = wish("p");
  wanted.html = true;
  EXPECT_EQ(select_html("<p>a<b>b</b></p><p>c", wanted)->matches[0].html, "<p>a<b>b</b></p>");
  EXPECT_EQ(select_html("<p>a<b>b</b></p><p>c", wanted)->matches[1].html, "<p>c");
}

TEST(SelectHtml, OfOneAttributeOnly) {
  auto wanted = wish("a");
  wanted.attribute = "href";
  const auto selection = select_html("<a name=top>x</a><a href=u class=y>z</a>", wanted);
  EXPECT_EQ(selection->total, 1u);
  EXPECT_THAT(selection->matches[0].attributes, ElementsAre(Pair("href", "u")));
}

TEST(SelectHtml, CountsBeyondTheLimit) {
  std::string html;
  for (int i = 0; i < 250; ++i) html += "<p>x</p>";
  const auto selection = select_html(html, wish("p"));
  EXPECT_EQ(selection->matches.size(), 100u);
  EXPECT_EQ(selection->total, 250u);
  EXPECT_FALSE(selection->is_truncated);
}

TEST(SelectHtml, IsBoundedInBytes) {
  const std::string word(longest_selected_text * 2, 'x');
  std::string html;
  for (int i = 0; i < 200; ++i) html += "<div>";
  auto wanted = wish("div");
  wanted.html = true;
  wanted.limit = 1000;
  const auto selection = select_html(html + word, wanted);
  EXPECT_EQ(selection->total, 200u);
  EXPECT_TRUE(selection->is_truncated);
  EXPECT_LE(selection->matches.size() * longest_selected_text * 2,
            longest_html_selection + longest_selected_text * 2);
  EXPECT_EQ(selection->matches[0].text.size(), longest_selected_text);
}

TEST(SelectHtml, FindsNothingInNothing) {
  EXPECT_EQ(select_html("", wish("*"))->total, 0u);
}

}  // namespace
}  // namespace mailstop::mail
