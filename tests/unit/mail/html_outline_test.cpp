#include "mail/html_outline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/HTMLparser.h>

#include "corpus.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::mail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Link link(std::string href, std::string text) {
  return {std::move(href), std::move(text), LinkSource::html};
}

struct TextCase {
  std::string html, text;
};

TEST(HtmlToText, ShowsWhatAReaderSees) {
  const std::vector<TextCase> cases = {
      {"", ""},
      {"plain", "plain"},
      {"<p>one</p><p>two</p>", "one\ntwo"},
      {"one<br>two<br><br><br>three", "one\ntwo\n\nthree"},
      {"<div><div>a</div></div>  <div>b</div>", "a\nb"},
      {"<b>bo</b>ld <i> it</i>", "bold it"},
      {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
      {"<ul><li>one<li>two</ul>end", "one\ntwo\nend"},
      {"<head><title>no</title><style>no</style>no</head><body>yes", "yes"},
      {"<head><title>no</title><body>yes", "yes"},
      {"<head><p>yes", "yes"},
      {"a<script>if (a</b) { '<p>' }</script>b", "ab"},
      {"a<SCRIPT>x</SCRIPT foo>b", "ab"},
      {"a<style>no", "a"},
      {"a<!-- no <p> -->b<!-->c<!---->d", "abcd"},
      {"a<!doctype html>b<?xml no?>c</ no>d", "abcd"},
      {"a &lt; b &amp;&amp; c &#62; d &#x20AC; &euro;", "a < b && c > d € €"},
      {"&copy 2025 &unknown; & &; &#; &#x;", "© 2025 &unknown; & &; &#; &#x;"},
      {"&#128; &#0; &#xD800; &#99999999999;", "€ \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD"},
      {"a&nbsp;&nbsp;b \n\t c", "a b c"},
      {"<pre>a\n  b</pre>c", "a\nb\nc"},
      {"1 < 2 and <3", "1 < 2 and <3"},
      {"<p title='a > b'>x</p>", "x"},
      {"x<p title=\"never closed", "x"},
      {"x<", "x<"},
  };
  for (const auto& [html, text] : cases) EXPECT_EQ(html_to_text(html), text) << html;
}

TEST(OutlineHtml, FindsLinksWithTheirVisibleText) {
  EXPECT_THAT(outline_html("<a href='https://a.test/?x=1&amp;y=2'> Click\n<b>here</b> </a>").links,
              ElementsAre(link("https://a.test/?x=1&y=2", "Click here")));
  EXPECT_THAT(outline_html("<A HREF=mailto:a@b.test>a<a href=tel:123>b</a>").links,
              ElementsAre(link("mailto:a@b.test", "a"), link("tel:123", "b")));
  EXPECT_THAT(outline_html("<a href=u><img alt='Buy now' src=i></a>").links,
              ElementsAre(link("u", "Buy now")));
  EXPECT_THAT(outline_html("<map><area href=u alt=Area></map>").links, ElementsAre(link("u", "Area")));
  EXPECT_THAT(outline_html("<a href=' https://a.test/\n b '>x</a>").links,
              ElementsAre(link("https://a.test/ b", "x")));
  EXPECT_THAT(outline_html("<a href='?a=1&copy=2'>x</a>").links, ElementsAre(link("?a=1&copy=2", "x")));
}

TEST(OutlineHtml, PassesOverWhatIsNoLink) {
  EXPECT_THAT(
      outline_html("<a>x</a><a name=y>x</a><a href=''>x</a><a href='#top'>x</a><!--<a href=u>x</a>-->").links,
      IsEmpty());
}

TEST(OutlineHtml, FindsImages) {
  EXPECT_THAT(
      outline_html("<img src=cid:a alt=' An image ' width=10 height='20px'><img alt=none><IMG SRC=b/>")
          .images,
      ElementsAre(Image{"cid:a", "An image", "10", "20px"}, Image{"b/", "", "", ""}));
}

TEST(OutlineHtml, FindsWhatStandsOut) {
  EXPECT_THAT(outline_html("<h1>One</h1>a <b>two</b> b<p style='letter-spacing:4px'>3 <i>4</i> 5</p><b></b>")
                  .emphasised,
              ElementsAre("One", "two", "3 4"));
  EXPECT_THAT(
      outline_html("<b>" + std::string(longest_emphasised + 1, 'x') + "</b><strong>never closed").emphasised,
      IsEmpty());
}

TEST(OutlineHtml, IsBounded) {
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "<a href=u>x</a><img src=i>";
  EXPECT_EQ(outline_html(html).links.size(), most_links);
  EXPECT_EQ(outline_html(html).images.size(), most_links);
  html.clear();
  for (int i = 0; i < 1000; ++i) html += "<b>x</b>";
  EXPECT_EQ(outline_html(html).emphasised.size(), most_emphasised);
}

void collect_hrefs(const xmlNode* node, std::vector<std::string>& hrefs) {
  for (; node; node = node->next) {
    xmlChar* const href = node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST "a") != 0
                              ? xmlGetProp(node, BAD_CAST "href")
                              : nullptr;
    if (href && href[0] != 0 && href[0] != '#') hrefs.emplace_back(reinterpret_cast<const char*>(href));
    if (href) xmlFree(href);
    collect_hrefs(node->children, hrefs);
  }
}

std::vector<std::string> libxml2_hrefs(const std::string& html) {
  htmlDocPtr document =
      htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "utf-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  std::vector<std::string> hrefs;
  if (document) collect_hrefs(xmlDocGetRootElement(document), hrefs);
  xmlFreeDoc(document);
  return hrefs;
}

// Our tokenizer against libxml2's tree, over the HTML bodies of the corpus; hostile-html has its own
// expectations.
TEST(OutlineHtml, FindsTheLinksThatLibxml2Finds) {
  std::size_t compared = 0;
  for (const auto& file : files_below(corpus_folder(), {".eml"})) {
    const std::string html = parse_message(read_file(file)).html;
    if (html.empty() || file.stem() == "hostile-html") continue;
    std::vector<std::string> ours;
    for (const Link& found : outline_html(html).links) ours.push_back(found.href);
    EXPECT_EQ(ours, libxml2_hrefs(html)) << file.filename();
    compared += ours.size();
  }
  EXPECT_GE(compared, 5U);
}

}  // namespace
}  // namespace mailstop::mail
