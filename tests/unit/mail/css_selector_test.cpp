#include "mail/css_selector.hpp"

#include <gtest/gtest.h>

#include "mail/css_match.hpp"
#include "mail/html_tree.hpp"

namespace mailstop::mail {
namespace {

// The ids of what is found, with spaces between: "a b".
std::string find(std::string_view html, std::string_view css) {
  const auto tree = HtmlTree::parse(html).value();
  const auto selector = CssSelector::parse(css);
  if (!selector) return selector.error().message;
  std::string ids;
  for (const auto index : find_elements(tree, *selector).value()) {
    const auto attributes = tree.elements()[index].attributes;
    const auto at = attributes.find("id=");
    const auto id = at == std::string_view::npos ? tree.elements()[index].name : attributes.substr(at + 3, 1);
    ids += (ids.empty() ? "" : " ") + std::string(id);
  }
  return ids;
}

constexpr std::string_view page = R"(<html><body>
<div id=a class="box first">
  <h1 id=b>Welcome</h1>
  <p id=c lang=en-GB>Hello <b id=d>Alice</b>, <a id=e class="Button primary" href="https://shop.test/confirm?u=1" title="Confirm now">Confirm</a></p>
  <p id=f></p>
  <p id=g> </p>
</div>
<ul id=h><li id=i>one<li id=j class=box>two<li id=k>three<li id=l>four</ul>
<span id=m data-code=482913>482 913</span>
</body></html>)";

struct SelectorCase {
  std::string_view css, ids;
};

class CssSelectors : public testing::TestWithParam<SelectorCase> {};

TEST_P(CssSelectors, FindWhatTheyMean) {
  EXPECT_EQ(find(page, GetParam().css), GetParam().ids) << GetParam().css;
}

INSTANTIATE_TEST_SUITE_P(Simple, CssSelectors,
                         testing::Values(SelectorCase{"p", "c f g"}, SelectorCase{"P", "c f g"},
                                         SelectorCase{"#e", "e"}, SelectorCase{".box", "a j"},
                                         SelectorCase{"div.box.first", "a"}, SelectorCase{"p.box", ""},
                                         SelectorCase{".button", ""}, SelectorCase{"*#m", "m"},
                                         SelectorCase{"ul *", "i j k l"}, SelectorCase{"#\\65", "e"},
                                         SelectorCase{"html", "html"}, SelectorCase{"body", "body"}));

INSTANTIATE_TEST_SUITE_P(
    Attributes, CssSelectors,
    testing::Values(SelectorCase{"[href]", "e"}, SelectorCase{"[HREF]", "e"},
                    SelectorCase{"a[href^='https://shop.test/']", "e"}, SelectorCase{"[href$=\"u=1\"]", "e"},
                    SelectorCase{"[href*=confirm]", "e"}, SelectorCase{"[href*=CONFIRM]", ""},
                    SelectorCase{"[href*=CONFIRM i]", "e"}, SelectorCase{"[href*='CONFIRM'i]", "e"},
                    SelectorCase{"[class~=primary]", "e"}, SelectorCase{"[class~='Button primary']", ""},
                    SelectorCase{"[class=\"Button primary\"]", "e"}, SelectorCase{"[lang|=en]", "c"},
                    SelectorCase{"[lang|=e]", ""}, SelectorCase{"[ data-code = 482913 ]", "m"},
                    SelectorCase{"[href^='']", ""}, SelectorCase{"[title='confirm now' i]", "e"}));

INSTANTIATE_TEST_SUITE_P(
    Combinators, CssSelectors,
    testing::Values(SelectorCase{"div b", "d"}, SelectorCase{"div > b", ""}, SelectorCase{"p>b", "d"},
                    SelectorCase{"h1 + p", "c"}, SelectorCase{"h1 ~ p", "c f g"}, SelectorCase{"b+a", "e"},
                    SelectorCase{"li ~ li ~ li", "k l"}, SelectorCase{"body div > p + p", "f g"},
                    SelectorCase{"ul li.box + li", "k"}, SelectorCase{"h1, #m , li.box", "b j m"},
                    SelectorCase{"div div", ""}, SelectorCase{"html > body > div > p > a", "e"}));

INSTANTIATE_TEST_SUITE_P(
    PseudoClasses, CssSelectors,
    testing::Values(SelectorCase{"li:first-child", "i"}, SelectorCase{"li:last-child", "l"},
                    SelectorCase{"li:nth-child(2)", "j"}, SelectorCase{"li:nth-child(odd)", "i k"},
                    SelectorCase{"li:nth-child(even)", "j l"}, SelectorCase{"li:nth-child(2n+1)", "i k"},
                    SelectorCase{"li:nth-child( -n + 2 )", "i j"}, SelectorCase{"li:nth-child(n+3)", "k l"},
                    SelectorCase{"li:nth-child(n)", "i j k l"}, SelectorCase{"li:nth-child(3n-1)", "j"},
                    SelectorCase{"p:nth-child(2)", "c"}, SelectorCase{"p:nth-of-type(2)", "f"},
                    SelectorCase{"li:nth-child(0)", ""}, SelectorCase{"p:empty", "f"},
                    SelectorCase{"li:not(.box)", "i k l"},
                    SelectorCase{"li:not(:first-child):not([class])", "k l"}, SelectorCase{"p:not(*)", ""},
                    SelectorCase{"li:contains('two')", "j"}, SelectorCase{"p:contains(\"Hello Alice\")", "c"},
                    SelectorCase{"a:contains(Confirm)", "e"}, SelectorCase{"a:contains(confirm)", ""},
                    SelectorCase{"span:contains('482   913')", "m"}, SelectorCase{"div:contains('one')", ""},
                    SelectorCase{"LI:First-Child", "i"}));

INSTANTIATE_TEST_SUITE_P(
    Errors, CssSelectors,
    testing::Values(
        SelectorCase{"",
                     "column 1: expected a tag name, \"*\", \"#\", \".\", \"[\" or \":\", but the selector "
                     "ends there"},
        SelectorCase{"a > ",
                     "column 5: expected a tag name, \"*\", \"#\", \".\", \"[\" or \":\", but the selector "
                     "ends there"},
        SelectorCase{
            "a,,b", "column 3: expected a tag name, \"*\", \"#\", \".\", \"[\" or \":\", but there is \",\""},
        SelectorCase{"a b.!", "column 5: expected a name after \".\", but there is \"!\""},
        SelectorCase{"é.ü.", "column 5: expected a name after \".\", but the selector ends there"},
        SelectorCase{"a[href",
                     "column 7: expected \"]\" or one of \"=\", \"~=\", \"|=\", \"^=\", \"$=\", \"*=\", but "
                     "the selector ends there"},
        SelectorCase{"a[href=]", "column 8: expected a value: a name, or text in quotes, but there is \"]\""},
        SelectorCase{"a[href='x' y]",
                     "column 12: expected \"i\" or \"]\" after the value, but there is \"y\""},
        SelectorCase{"a[href='x]",
                     "column 11: expected ' at the end of the text, but the selector ends there"},
        SelectorCase{"a:hover",
                     "column 2: expected \":first-child\", \":last-child\", \":nth-child(\", "
                     "\":nth-of-type(\", \":not(\", \":empty\" or \":contains(\", but there is \":hover\""},
        SelectorCase{"li:nth-child(two)",
                     "column 14: expected \"odd\", \"even\", a number or a formula such as "
                     "\"2n+1\", but there is \"two\""},
        SelectorCase{"li:not(a b)", "column 10: expected \")\", but there is \"b\""},
        SelectorCase{"li:not(:not(a))",
                     "column 13: expected a selector without \":not(\" inside \":not(\", but there is \"a\""},
        SelectorCase{"p:contains('')", "column 12: expected text that is not empty, but there is \"'\""},
        SelectorCase{
            "a }", "column 3: expected a tag name, \"*\", \"#\", \".\", \"[\" or \":\", but there is \"}\""},
        SelectorCase{
            "a}", "column 2: expected a combinator, \",\" or the end of the selector, but there is \"}\""}));

TEST(CssSelector, IsBounded) {
  const auto refused = CssSelector::parse(std::string(longest_selector + 1, 'a'));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "column 1001: expected a selector of at most 1000 bytes, but it has 1001");
}

TEST(CssSelector, TakesLinearTimeInNestedMarkup) {
  std::string html;
  for (int i = 0; i < 5'000; ++i) html += "<div><p><b class='x'>";
  EXPECT_EQ(find(html, "div div div div div div div div div #nothing"), "");
  EXPECT_EQ(find(html, "div ~ div b ~ b p > i"), "");
}

TEST(CssSelector, GivesUpOnWhatTakesTooLong) {
  const auto tree = HtmlTree::parse("<p>aa<b>aaa</b>").value();
  const auto work_of = [&](std::string_view css, std::uint64_t most) {
    return find_elements(tree, CssSelector::parse(css).value(), most);
  };
  EXPECT_TRUE(work_of("b, p b", 100));
  for (const auto* css : {"b, p b", "p:contains('a')", "*:not(b)"}) {
    const auto found = work_of(css, 3);
    ASSERT_FALSE(found) << css;
    EXPECT_EQ(found.error().code, Errc::too_expensive);
  }
}

}  // namespace
}  // namespace mailstop::mail
