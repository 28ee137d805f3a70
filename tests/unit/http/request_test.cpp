#include "http/request.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "http/percent_encoding.hpp"

namespace mailstop::http {
namespace {

using testing::ElementsAre;

TEST(Request, PathIsDecodedSegmentBySegment) {
  const auto request = make_request(Method::get, "/v1/inboxes/a%20b+c%40d/%C3%A4?q=%2F..%2F").value();
  EXPECT_EQ(request.path, "/v1/inboxes/a b+c@d/\xc3\xa4");
  EXPECT_THAT(request.segments, ElementsAre("v1", "inboxes", "a b+c@d", "\xc3\xa4"));
  EXPECT_EQ(request.query.get("q"), "/../");
}

TEST(Request, RootAndTrailingSlash) {
  EXPECT_TRUE(make_request(Method::get, "/").value().segments.empty());
  EXPECT_THAT(make_request(Method::get, "/m/").value().segments, ElementsAre("m", ""));
  EXPECT_THAT(make_request(Method::get, "//x").value().segments, ElementsAre("", "x"));
  EXPECT_EQ(make_request(Method::get, "//x").value().path, "//x");
  EXPECT_EQ(make_request(Method::get, "/?").value().path, "/");
}

TEST(Request, AmbiguousTargetsAreRefused) {
  for (const auto* target : {"",        "x",      "*",         "/%",      "/%2",
                             "/%zz",    "/a%00b", "/a%2Fb",    "/a%2fb",  "/../etc/passwd",
                             "/a/..",   "/./a",   "/%2e%2e/a", "/%2E%2e", "/.%2e/x",
                             "/%ff",    "/a\x01", "/a%0Ab",    "/a%7F",   "ftp://host/",
                             "/?a=%00", "/a\tb"}) {
    EXPECT_TRUE(make_request(Method::get, target).has_error()) << target;
  }
}

TEST(Request, NamesWithDotsAreNoDotSegments) {
  EXPECT_EQ(make_request(Method::get, "/..a/b../...").value().path, "/..a/b../...");
}

// RFC 9112 section 3.2.2.
TEST(Request, AbsoluteFormSetsTheHost) {
  const Headers headers = {{"Host", "localhost"}};
  auto request = make_request(Method::get, "http://evil.example:80/x?a=1", headers).value();
  EXPECT_EQ(request.host, "evil.example:80");
  EXPECT_EQ(request.path, "/x");
  EXPECT_EQ(request.query.get("a"), "1");
  EXPECT_EQ(make_request(Method::get, "http://evil.example", headers).value().path, "/");
  EXPECT_EQ(make_request(Method::get, "http://evil.example?a=2", headers).value().query.get("a"), "2");
  EXPECT_EQ(make_request(Method::get, "/x", headers).value().host, "localhost");
}

TEST(Request, TwoHostHeadersAreRefused) {
  const Headers headers = {{"Host", "localhost"}, {"host", "localhost"}};
  EXPECT_TRUE(make_request(Method::get, "/", headers).has_error());
}

TEST(Request, ContentTypeWithoutParameters) {
  const Headers headers = {{"Content-Type", " Message/RFC822 ; charset=x"}};
  EXPECT_EQ(make_request(Method::post, "/", headers).value().content_type(), "message/rfc822");
  EXPECT_EQ(make_request(Method::post, "/").value().content_type(), "");
}

TEST(Request, AskingForAnUnknownPathParameterIsABug) {
  EXPECT_THROW(make_request(Method::get, "/").value().parameter("id"), std::logic_error);
}

TEST(PercentEncoding, RoundTrip) {
  const std::string text = "a b/\xc3\xa4%+&=?#~";
  EXPECT_EQ(percent_encode("a b\xc3\xa4"), "a%20b%C3%A4");
  EXPECT_EQ(percent_decode(percent_encode(text), Plus::space).value(), text);
}

}  // namespace
}  // namespace mailstop::http
