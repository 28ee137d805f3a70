#include "mail/html_tree.hpp"

#include <gtest/gtest.h>

namespace mailstop::mail {
namespace {

// "html(body(p b))": the names, and in brackets what is inside.
std::string outline(const HtmlTree& tree, std::size_t parent) {
  std::string text;
  for (std::size_t i = 0; i < tree.elements().size(); ++i) {
    if (tree.elements()[i].parent != parent) continue;
    const auto inside = outline(tree, i);
    text += (text.empty() ? "" : " ") + std::string(tree.elements()[i].name);
    if (!inside.empty()) text += "(" + inside + ")";
  }
  return text;
}

std::string outline(std::string_view html) {
  return outline(HtmlTree::parse(html).value(), no_element);
}

TEST(HtmlTree, IsMuchAsABrowserBuildsIt) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"text", "html(body)"},
      {"<p>one<p>two", "html(body(p p))"},
      {"<p>one<div>two</div>", "html(body(p div))"},
      {"<html><head><title>x</title><meta charset=utf-8></head><body><b>x</b></body></html>",
       "html(head(title meta) body(b))"},
      {"<title>x</title><p>y", "html(head(title) body(p))"},
      {"<ul><li>a<ul><li>b</ul><li>c</ul>", "html(body(ul(li(ul(li)) li)))"},
      {"<table><tr><td>a<td>b<tr><td>c</table>d", "html(body(table(tbody(tr(td td) tr(td)))))"},
      {"<table><thead><tr><th>a<tbody><tr><td>b</table>", "html(body(table(thead(tr(th)) tbody(tr(td)))))"},
      {"<table><tr><td><table><tr><td>x</table><td>y</table>",
       "html(body(table(tbody(tr(td(table(tbody(tr(td)))) td)))))"},
      {"<td>a<td>b", "html(body(td td))"},
      {"<div><table><tr><td></div>x</table></div><p>", "html(body(div(table(tbody(tr(td)))) p))"},
      {"a<br>b<br/><img src=x>c", "html(body(br br img))"},
      {"<b><i>x</b>y</i>", "html(body(b(i)))"},
      {"<select><option>a<option>b</select>", "html(body(select(option option)))"},
      {"<dl><dt>a<dd>b<dt>c</dl>", "html(body(dl(dt dd dt)))"},
      {"<script>'<p>'</script><style>p{}</style><p>x", "html(head(script style) body(p))"},
      {"</p></div></b>x", "html(body)"},
      {"<o:p>x</o:p>", "html(body(o:p))"},
  };
  for (const auto& [html, tree] : cases) EXPECT_EQ(outline(html), tree) << html;
}

TEST(HtmlTree, TextIsWhatAReaderSees) {
  constexpr std::string_view html =
      "<title>A &amp; B</title><table><tr><td>one</td><td>two</td></tr></table><p> "
      "Your\n<b>code</b>:<br>4<i>82</i> "
      "</p>";
  const auto tree = HtmlTree::parse(html).value();
  const auto text_of = [&](std::string_view name) {
    for (const auto& element : tree.elements()) {
      if (element.name == name) return std::string(tree.text_of(element));
    }
    return std::string("no such element");
  };
  EXPECT_EQ(text_of("title"), "A & B");
  EXPECT_EQ(text_of("tr"), "one two");
  EXPECT_EQ(text_of("p"), "Your code: 482");
  EXPECT_EQ(text_of("b"), "code");
  EXPECT_EQ(text_of("body"), "one two Your code: 482");
}

TEST(HtmlTree, KnowsWhereElementsStand) {
  constexpr std::string_view html = "<body class=x><p>one</p> <p id=2>two <b>bold</b></p>";
  const auto tree = HtmlTree::parse(html).value();
  EXPECT_EQ(tree.html_of(tree.elements().back()), "<b>bold</b>");
  EXPECT_EQ(tree.html_of(tree.elements()[3]), "<p id=2>two <b>bold</b></p>");
  EXPECT_EQ(tree.elements()[3].position_of_type, 2u);
  EXPECT_EQ(tree.elements()[1].attributes, " class=x");
}

TEST(HtmlTree, IsBounded) {
  std::string wide;
  for (std::size_t i = 0; i <= most_elements; ++i) wide += "<b>";
  const auto refused = HtmlTree::parse(wide);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::too_large);
  // libxml2 needs 19 s for such a tag.
  std::string attributes = "<p ";
  for (int i = 0; i < 60'000; ++i) attributes += "a" + std::to_string(i) + "=1 ";
  EXPECT_EQ(outline(attributes + ">x"), "html(body(p))");
}

}  // namespace
}  // namespace mailstop::mail
