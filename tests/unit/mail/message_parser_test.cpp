#include "mail/message_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/timestamp.hpp"
#include "invariants.hpp"

namespace mailstop::mail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view minimal_header = "From: a@b.test\r\nDate: Tue, 18 Nov 2025 10:00:00 +0100\r\n";

std::string mail(std::string_view more) {
  return std::string(minimal_header).append(more);
}

std::vector<std::string> codes(const ParsedMessage& message) {
  std::vector<std::string> result;
  for (const Warning& warning : message.warnings) result.push_back(warning.code);
  return result;
}

TEST(ParseMessage, ReadsAPlainMail) {
  const auto message = parse_message(mail("To: Bob <bob@c.test>\r\nSubject: Hello\r\n\r\nHi Bob\r\n"));
  EXPECT_THAT(message.from, ElementsAre(Address{"", "a@b.test"}));
  EXPECT_THAT(message.to, ElementsAre(Address{"Bob", "bob@c.test"}));
  EXPECT_EQ(message.subject, "Hello");
  EXPECT_EQ(message.text, "Hi Bob\r\n");
  EXPECT_EQ(message.html, "");
  EXPECT_EQ(message.snippet, "Hi Bob");
  EXPECT_EQ(to_rfc3339(*message.date), "2025-11-18T09:00:00.000Z");
  EXPECT_THAT(message.warnings, IsEmpty());
  ASSERT_EQ(message.parts.size(), 1U);
  EXPECT_EQ(message.parts[0].role, PartRole::text_body);
}

TEST(ParseMessage, OffsetsPointIntoTheRawBytes) {
  const std::string raw = mail(
      "Content-Type: multipart/mixed; boundary=x\r\n\r\npreamble\r\n--x\r\n\r\none\r\n--x\r\n"
      "Content-Type: application/pdf\r\n\r\ntwo\r\n--x--\r\n");
  const auto parts = parse_message(raw).parts;
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(raw.substr(parts[1].offset, parts[1].length), "one");
  EXPECT_EQ(raw.substr(parts[2].header_offset, 12), "Content-Type");
  EXPECT_EQ(raw.substr(parts[2].offset, parts[2].length), "two");
  EXPECT_EQ(parts[0].header_offset, 0U);
  EXPECT_EQ(raw.substr(parts[0].offset, 8), "preamble");
}

TEST(ParseMessage, HashesFilesButNotBodies) {
  const auto parts =
      parse_message(mail("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nabc\r\n--x\r\n"
                         "Content-Disposition: attachment\r\n\r\nabc\r\n--x--\r\n"))
          .parts;
  EXPECT_EQ(parts[1].sha256, "");
  EXPECT_EQ(parts[2].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ParseMessage, SearchTextHoldsBodiesLinksAndFileNames) {
  const auto message = parse_message(mail(
      "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Hello   <a "
      "href='https://e.test/1'>link</a></p>\r\n--x\r\nContent-Disposition: attachment; "
      "filename=a.pdf\r\n\r\n--x--\r\n"));
  EXPECT_EQ(message.search_text, "Hello link\nhttps://e.test/1\na.pdf");
}

TEST(ParseMessage, SearchTextDoesNotRepeatTheHtmlThatSaysTheSame) {
  const auto message = parse_message(
      mail("Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nHello\r\nBob\r\n--x\r\n"
           "Content-Type: text/html\r\n\r\n<p>Hello</p><p>Bob</p>\r\n--x--\r\n"));
  EXPECT_EQ(message.search_text, "Hello Bob");
}

TEST(ParseMessage, SearchTextIsBounded) {
  const auto message = parse_message(mail("\r\n") + std::string(3 << 20, 'x'));
  EXPECT_EQ(message.search_text.size(), std::size_t{1} << 20);
  EXPECT_EQ(message.text.size(), std::size_t{3} << 20);
}

TEST(ParseMessage, NestsNoDeeperThanFifty) {
  std::string raw(minimal_header);
  for (int i = 0; i < 200; ++i) {
    raw += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" +
           std::to_string(i) + "\r\n";
  }
  const auto message = parse_message(raw);
  EXPECT_EQ(message.parts.size(), 51U);
  EXPECT_THAT(codes(message), ElementsAre("nesting_too_deep", "truncated_multipart"));
  EXPECT_EQ(broken_invariant(raw), "");
}

TEST(ParseMessage, NestsAttachedMessagesNoDeeperThanFifty) {
  std::string raw(minimal_header);
  for (int i = 0; i < 200; ++i) raw += "Content-Type: message/rfc822\r\n\r\n";
  const auto message = parse_message(raw);
  EXPECT_EQ(message.parts.size(), 51U);
  EXPECT_THAT(codes(message), ElementsAre("nesting_too_deep"));
  EXPECT_EQ(broken_invariant(raw), "");
}

TEST(ParseMessage, TakesNoMoreThanTwoThousandParts) {
  std::string raw = mail("Content-Type: multipart/mixed; boundary=x\r\n\r\n");
  for (int i = 0; i < 5000; ++i) raw += "--x\r\n\r\np\r\n";
  const auto message = parse_message(raw);
  EXPECT_EQ(message.parts.size(), 2000U);
  EXPECT_THAT(codes(message), ElementsAre("too_many_parts"));
}

TEST(ParseMessage, TakesNoMoreThanTwoThousandHeaders) {
  std::string raw(minimal_header);
  for (int i = 0; i < 5000; ++i) raw += "X-Header: value\r\n folded\r\n";
  raw += "\r\nbody\r\n";
  const auto message = parse_message(raw);
  EXPECT_EQ(message.text, "body\r\n");
  EXPECT_THAT(codes(message), ElementsAre("too_many_headers"));
  EXPECT_EQ(parse_headers(raw).size(), 2000U);
}

TEST(ParseMessage, CountsTheHeadersOfAllParts) {
  std::string raw = mail("Content-Type: multipart/mixed; boundary=x\r\n\r\n");
  for (int part = 0; part < 3; ++part) {
    raw += "--x\r\n";
    for (int i = 0; i < 999; ++i) raw += "X-Header: value\r\n";
    raw += "Content-Type: text/html\r\n\r\n<p>part</p>\r\n";
  }
  const auto message = parse_message(raw + "--x--\r\n");
  ASSERT_EQ(message.parts.size(), 4U);
  EXPECT_EQ(message.parts[1].content_type, "text/html");
  EXPECT_EQ(message.parts[3].content_type, "text/plain");
  EXPECT_THAT(codes(message), ElementsAre("too_many_headers"));
}

TEST(ParseMessage, WarnsOnceAKindWithTheFirstPlace) {
  const auto message = parse_message(mail("\r\none\ntwo\nthree\r\n"));
  ASSERT_EQ(message.warnings.size(), 1U);
  EXPECT_EQ(message.warnings[0].code, "bare_lf");
  EXPECT_EQ(message.warnings[0].message, "A line ends in LF instead of CRLF: 2 lines, the first is line 4.");
}

struct Snippet {
  std::string body, expected;
};

TEST(ParseMessage, MakesSnippets) {
  const std::string long_word(300, 'w');
  const std::vector<Snippet> cases = {
      {"a\r\n\r\n  b\tc\r\n", "a b c"},       {"> quoted\r\n> more\r\nanswer\r\n", "answer"},
      {"> only quoted\r\n", "> only quoted"}, {std::string(5000, ' ') + "late", "late"},
      {long_word, long_word.substr(0, 200)},  {"", ""},
  };
  for (const auto& [body, expected] : cases) EXPECT_EQ(parse_message(mail("\r\n") + body).snippet, expected);
}

TEST(ParseMessage, CutsASnippetBetweenCharacters) {
  std::string body = "x";
  for (int i = 0; i < 150; ++i) body += "ü";
  const std::string snippet =
      parse_message(mail("Content-Type: text/plain; charset=utf-8\r\n\r\n") + body).snippet;
  EXPECT_EQ(snippet.size(), 199U);
  EXPECT_TRUE(is_valid_utf8(snippet));
}

TEST(ParseHeaders, KeepsOrderNamesAndRawValues) {
  const auto headers =
      parse_headers("X-One: a\r\n b\r\nx-two:=?utf-8?q?=C3=BC?=\r\nX-One:\xFC\r\n\r\nbody: no\r\n");
  EXPECT_THAT(headers,
              ElementsAre(Header{"X-One", "a b", " a\r\n b"}, Header{"x-two", "ü", "=?utf-8?q?=C3=BC?="},
                          Header{"X-One", "ü", "\xEF\xBF\xBD"}));
}

TEST(DecodePart, SurvivesATableOfAnotherMessage) {
  Part part;
  part.offset = 100;
  part.length = 50;
  EXPECT_EQ(decode_part("short", part), "");
  part.offset = 3;
  EXPECT_EQ(decode_part("short", part), "rt");
}

// Each byte of a small message replaced by each of the bytes that mean something.
TEST(ParseMessage, SurvivesEverySingleChange) {
  const std::string raw = mail(
      "To: =?utf-8?q?=C3=BC?= <b@c.d>, g: e@f;\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n"
      "--x\r\nContent-Type: text/plain; charset=\"utf-16\"\r\n\r\nab\r\n--x\r\n"
      "Content-Type: text/html; name*0*=u'en'%41\r\nContent-Transfer-Encoding: "
      "base64\r\n\r\nPGI+\r\n--x--\r\n");
  for (std::size_t i = 0; i < raw.size(); ++i) {
    for (const char c : std::string_view("\0\r\n \"<>()@,;:=?*-%&\xFC\xC3", 22)) {
      std::string changed = raw;
      changed[i] = c;
      ASSERT_EQ(broken_invariant(changed), "") << i << " " << static_cast<int>(c);
    }
  }
}

// Sizes that would take minutes if anything were quadratic; under sanitizers they take seconds.
TEST(ParseMessage, IsLinearForHostileInput) {
  auto repeat = [](std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
  };
  const std::string html = "Content-Type: text/html\r\n\r\n";
  for (const std::string& hostile : {
           mail(html) + "<p " + repeat("a ", 300'000) + ">",
           mail(html) + repeat("<b>", 200'000) + repeat("</i>", 200'000),
           mail(html) + repeat("<a href=x>", 100'000),
           mail(html) + repeat("<!--", 200'000),
           mail(html) + repeat("<script>", 100'000),
           mail(html) + repeat("&", 500'000),
           mail("\r\n") + "http://e.test/" + repeat(")", 500'000),
           mail("\r\n") + repeat("http:", 200'000),
           mail("\r\n") + repeat("\n--", 300'000),
           mail("Subject: ") + repeat("=?u?q?x", 150'000) + "\r\n\r\n",
           mail("Subject: ") + repeat("=?utf-8?q?x?= ", 70'000) + "\r\n\r\n",
           mail("To: ") + repeat("(", 200'000) + "\r\n\r\n",
           mail("To: ") + repeat("a@b.c,", 20'000) + "\r\n\r\n",
           mail("To: ") + repeat("<", 200'000) + "\r\n\r\n",
           mail("Content-Type: text/plain") + repeat("; a*0*=x", 20'000) + "\r\n\r\n",
           mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n") + repeat("--b-\r\n", 200'000),
           mail("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n") + repeat("\xFF", 500'000),
       }) {
    EXPECT_FALSE(parse_message(hostile).parts.empty());
  }
}

}  // namespace
}  // namespace mailstop::mail
