#include "api/compat/mailhog/content.hpp"

#include <gmock/gmock.h>

#include "mail/message_parser.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

using testing::ElementsAre;

class MailHogContent : public testing::Test {
 protected:
  static void SetUpTestSuite() { mail::initialise_parser(); }
};

std::vector<std::string> bodies_of(const Content& content) {
  std::vector<std::string> bodies;
  for (const auto& part : content.parts.value()) bodies.emplace_back(part.body);
  return bodies;
}

TEST_F(MailHogContent, HeadersAreThoseAsWritten) {
  const auto content = read_content(
      "Subject: a\r\n b\r\n\tc\r\nX-Empty:\r\nX-Tight:v\r\nX-Twice: 1\r\nx-twice: 2\r\nX-Twice: 3\r\nno "
      "header\r\n"
      ": nameless\r\n\r\nbody\r\n\r\nmore");
  EXPECT_EQ(content.headers, (HeaderMap{{"Subject", {"a b\tc"}},
                                        {"X-Empty", {""}},
                                        {"X-Tight", {"v"}},
                                        {"X-Twice", {"3"}},
                                        {"x-twice", {"2"}}}));
  EXPECT_EQ(content.body, "body\r\n\r\nmore");
  EXPECT_FALSE(content.parts);
  ASSERT_TRUE(find_header(content.headers, "SUBJECT"));
  EXPECT_EQ(find_header(content.headers, "SUBJECT")->front(), "a b\tc");
  EXPECT_FALSE(find_header(content.headers, "To"));
  EXPECT_EQ(name_within(content.headers, "SUBJECT"), "Subject");
  EXPECT_EQ(name_within(content.headers, "To"), "To");
}

struct PlainCase {
  std::string_view text;
  std::size_t headers;
  std::string_view body;
};

TEST_F(MailHogContent, HeadEndsAtTheFirstEmptyLine) {
  const PlainCase cases[] = {
      {"", 0, ""},
      {"no head", 0, "no head"},
      {"A: b\r\n\r\n", 1, ""},
      {"A: b\n\nlf only\n", 1, "lf only\n"},
      {"\r\n\r\nbody", 0, "body"},
      {"A: b", 0, "A: b"},
  };
  for (const auto& it : cases) {
    const auto content = read_content(it.text);
    EXPECT_EQ(content.headers.size(), it.headers) << it.text;
    EXPECT_EQ(content.body, it.body) << it.text;
    EXPECT_EQ(content.size, it.text.size());
  }
}

std::string multipart(std::string_view boundary, std::string_view body) {
  return "Content-Type: multipart/mixed; boundary=\"" + std::string(boundary) + "\"\r\n\r\n" +
         std::string(body);
}

TEST_F(MailHogContent, PartsStandBetweenTheBoundaries) {
  const auto text = multipart("b", "preamble\r\n--b\r\nX: 1\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--");
  const auto content = read_content(text);
  EXPECT_THAT(bodies_of(content), ElementsAre("one", "two", "--"));
  EXPECT_EQ(content.parts->front().headers, (HeaderMap{{"X", {"1"}}}));
  EXPECT_EQ(content.parts->front().size, std::string_view("X: 1\r\n\r\none").size());
}

TEST_F(MailHogContent, BoundariesThatOnlyLookAlikeAreText) {
  const auto text = multipart("b", "--b\r\n\r\n--bb\r\nx --b y\r\n--b \r\n\r\ntwo\r\n--b--\r\n");
  EXPECT_THAT(bodies_of(read_content(text)), ElementsAre("--bb\r\nx --b y", "two", "--"));
}

TEST_F(MailHogContent, MultipartsNest) {
  const auto inner = multipart("in", "--in\r\n\r\ndeep\r\n--in--");
  const auto text = multipart("out", "--out\r\n" + inner + "\r\n--out--");
  const auto content = read_content(text);
  ASSERT_EQ(content.parts->size(), 2u);
  EXPECT_THAT(bodies_of(content.parts->front()), ElementsAre("deep", "--"));
  EXPECT_FALSE(content.parts->back().parts);
}

TEST_F(MailHogContent, WithoutABoundaryThereAreNoParts) {
  for (const auto* const text : {"Content-Type: multipart/mixed\r\n\r\n--b\r\nx",
                                 "Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\nx",
                                 "Content-Type: multipart/mixed; boundary=b\r\n\r\nno boundary"}) {
    const auto content = read_content(text);
    ASSERT_TRUE(content.parts) << text;
    EXPECT_TRUE(content.parts->empty()) << text;
  }
  EXPECT_FALSE(read_content("Content-Type: text/plain; boundary=b\r\n\r\n--b\r\nx").parts);
}

TEST_F(MailHogContent, ABoundaryIsNotLongerThanTheStandardAllows) {
  const std::string longest(70, '-');
  EXPECT_THAT(bodies_of(read_content(multipart(longest, "--" + longest + "\r\n\r\none"))),
              ElementsAre("one"));
  const std::string longer(500'000, '-');
  const auto text = multipart(longer, "--" + longer + "\r\n\r\none\r\n" + std::string(4'000'000, '-'));
  const auto content = read_content(text);
  ASSERT_TRUE(content.parts);
  EXPECT_TRUE(content.parts->empty());
}

TEST_F(MailHogContent, PartsAreCountedOverAllLevels) {
  std::string inner;
  for (int number = 0; number < 1500; ++number) inner += "--in\r\n\r\nx\r\n";
  const auto part = "--out\r\n" + multipart("in", inner);
  const auto content = read_content(multipart("out", part + part + part));
  ASSERT_EQ(content.parts->size(), 3u);
  std::vector<std::size_t> counts;
  for (const auto& nested : *content.parts) counts.push_back(nested.parts->size());
  EXPECT_THAT(counts, ElementsAre(1500u, 497u, 0u));
}

TEST_F(MailHogContent, ADelimiterMayFollowTheOther) {
  EXPECT_THAT(bodies_of(read_content(multipart("b", "--b\r\n--b\r\n\r\none\n--b--"))),
              ElementsAre("", "one", "--"));
}

// Every level is of the same boundary: each would hold the rest of all.
TEST_F(MailHogContent, NestingEndsSomewhere) {
  std::string text;
  for (int depth = 0; depth < 500; ++depth)
    text += multipart("b" + std::to_string(depth), "--b" + std::to_string(depth) + "\r\n");
  const auto content = read_content(text);
  int depth = 0;
  for (const auto* it = &content; it->parts && !it->parts->empty(); it = &it->parts->front()) ++depth;
  EXPECT_EQ(depth, 8);
}

}  // namespace
}  // namespace mailstop::api::compat::mailhog
