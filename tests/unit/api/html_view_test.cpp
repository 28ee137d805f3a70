#include "api/v1/html_view.hpp"

#include <gtest/gtest.h>

namespace mailstop::api::v1 {
namespace {

constexpr std::string_view base = "<base target=\"_blank\">";

std::vector<mail::Part> parts_with(const std::string& content_id) {
  mail::Part part;
  part.part_id = "1.2";
  part.content_id = content_id;
  return {mail::Part(), part};
}

std::string render(std::string_view html, const std::string& content_id = "logo@shop") {
  auto rendered = render_html(html, parts_with(content_id), "id1");
  EXPECT_EQ(rendered.substr(0, base.size()), base);
  return rendered.substr(base.size());
}

TEST(HtmlView, PointsContentIdsToTheirParts) {
  EXPECT_EQ(render(R"(<img src="cid:logo@shop">)"), R"(<img src="/v1/messages/id1/parts/1.2">)");
  EXPECT_EQ(render("<img src=CID:logo@shop>"), "<img src=/v1/messages/id1/parts/1.2>");
  EXPECT_EQ(render("<p style='background:url(cid:logo@shop)'>"),
            "<p style='background:url(/v1/messages/id1/parts/1.2)'>");
  EXPECT_EQ(render(R"(<img src="cid:logo%40shop"><img src='cid:logo@shop'>)"),
            R"(<img src="/v1/messages/id1/parts/1.2"><img src='/v1/messages/id1/parts/1.2'>)");
  EXPECT_EQ(render(R"(<img src="cid:a=b&amp;c@x">)", "a=b&c@x"), R"(<img src="/v1/messages/id1/parts/1.2">)");
}

TEST(HtmlView, FindsContentIdsInEscapedQuotes) {
  EXPECT_EQ(render("<p style=\"background:url(&quot;cid:logo@shop&quot;)\">"),
            "<p style=\"background:url(&quot;/v1/messages/id1/parts/1.2&quot;)\">");
}

TEST(HtmlView, LeavesUnknownContentIdsAndOtherTextAlone) {
  for (const std::string html :
       {R"(<img src="cid:other@shop">)", R"(<p>acid:logo@shop</p>)", "cid:", "<p>c", "ci"}) {
    EXPECT_EQ(render(html), html);
  }
}

TEST(HtmlView, PointsTenThousandContentIdsToTheirPartsAndNoMore) {
  std::string html;
  for (int number = 0; number < 10'001; ++number) html += "<img src=cid:a>";
  const auto rendered = render(html, "a");
  EXPECT_TRUE(rendered.ends_with("<img src=/v1/messages/id1/parts/1.2><img src=cid:a>"));
  EXPECT_EQ(rendered.find("cid:"), rendered.size() - 6);
}

TEST(HtmlView, LeavesContentIdsAloneThatAreTooLong) {
  const std::string id(4096, 'a');
  EXPECT_EQ(render("<img src=cid:" + id + ">", id), "<img src=/v1/messages/id1/parts/1.2>");
  std::string longer;
  for (int number = 0; number < 400'000; ++number) longer += "&amp;";
  EXPECT_EQ(render("<img src=cid:" + longer + ">"), "<img src=cid:" + longer + ">");
}

TEST(HtmlView, OpensLinksInANewWindow) {
  EXPECT_EQ(render_html("<!DOCTYPE html><p>", {}, "i"), "<!DOCTYPE html><base target=\"_blank\"><p>");
  EXPECT_EQ(render_html("<html><HEAD class=x><base target=_self>", {}, "i"),
            "<html><HEAD class=x><base target=\"_blank\"><base target=_self>");
  EXPECT_EQ(render_html("<header>x</header>", {}, "i"), "<base target=\"_blank\"><header>x</header>");
}

TEST(HtmlView, NoBodyStaysEmpty) {
  EXPECT_EQ(render_html("", {}, "i"), "");
}

TEST(HtmlView, PolicyLoadsOwnPartsOnly) {
  const auto policy = html_content_security_policy("localhost:8025", "id1", RemoteContent::blocked);
  EXPECT_TRUE(policy.starts_with("sandbox "));
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("img-src data: localhost:8025/v1/messages/id1/parts/;"), std::string::npos) << policy;
  for (const auto* never : {"allow-scripts", "allow-same-origin", "allow-forms", "script-src", "http: "}) {
    EXPECT_EQ(policy.find(never), std::string::npos) << never;
  }
}

TEST(HtmlView, PolicyOpensToRemoteContentWhenAsked) {
  const auto policy = html_content_security_policy("localhost:8025", "id1", RemoteContent::allowed);
  EXPECT_NE(policy.find("/parts/ http: https:;"), std::string::npos) << policy;
  EXPECT_EQ(policy.find("allow-scripts"), std::string::npos);
  EXPECT_EQ(policy.find("script-src"), std::string::npos);
}

TEST(HtmlView, PolicyHoldsNoHostThatCouldBreakOut) {
  for (const auto* host : {"[::1]:8025", "a; script-src *", "a b", ""}) {
    const auto policy = html_content_security_policy(host, "id1", RemoteContent::blocked);
    EXPECT_NE(policy.find("img-src data: 'self';"), std::string::npos) << policy;
  }
}

}  // namespace
}  // namespace mailstop::api::v1
