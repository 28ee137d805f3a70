#include "mail/composition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/timestamp.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::mail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Timestamp now = parse_rfc3339("2025-11-18T09:00:00Z").value();

Composition simple() {
  Composition composition;
  composition.from = {{"Alice", "alice@example.com"}};
  composition.to = {{"", "bob@example.net"}};
  composition.subject = "Hello";
  composition.text = "Hi Bob\n";
  return composition;
}

std::string composed(const Composition& composition) {
  return compose_message(composition, now).value();
}

std::vector<std::string> types(const ParsedMessage& message) {
  std::vector<std::string> result;
  for (const Part& part : message.parts) result.push_back(part.part_id + " " + part.content_type);
  return result;
}

// Nothing to warn of: CRLF everywhere, ASCII, lines of sane length, all fields there.
ParsedMessage parse_clean(const std::string& raw) {
  ParsedMessage message = parse_message(raw);
  for (const Warning& warning : message.warnings) ADD_FAILURE() << warning.message;
  for (std::size_t begin = 0; begin < raw.size();) {
    const std::size_t end = std::min(raw.find("\r\n", begin), raw.size());
    EXPECT_LE(end - begin, 200U) << raw.substr(begin, end - begin);
    begin = end + 2;
  }
  return message;
}

TEST(ComposeMessage, WritesPlainText) {
  const std::string raw = composed(simple());
  const auto message = parse_clean(raw);
  EXPECT_THAT(message.from, ElementsAre(Address{"Alice", "alice@example.com"}));
  EXPECT_THAT(message.to, ElementsAre(Address{"", "bob@example.net"}));
  EXPECT_EQ(message.subject, "Hello");
  EXPECT_EQ(message.text, "Hi Bob\r\n");
  EXPECT_EQ(message.date, now);
  EXPECT_THAT(message.message_id, HasSubstr("@"));
  EXPECT_THAT(types(message), ElementsAre("0 text/plain"));
  EXPECT_THAT(raw, HasSubstr("MIME-Version: 1.0\r\n"));
}

TEST(ComposeMessage, WritesHtmlAlone) {
  Composition composition = simple();
  composition.text = "";
  composition.html = "<p>Grüße</p>";
  const auto message = parse_clean(composed(composition));
  EXPECT_THAT(types(message), ElementsAre("0 text/html"));
  EXPECT_EQ(message.html, "<p>Grüße</p>\r\n");
}

TEST(ComposeMessage, NestsAlternativeRelatedAndMixed) {
  Composition composition = simple();
  composition.html = "<img src=cid:logo@x>";
  composition.attachments = {{"logo.png", "", "logo@x", "\x89PNG"},
                             {"Rechnung für Jörg.pdf", "", "", "%PDF"}};
  const auto message = parse_clean(composed(composition));
  EXPECT_THAT(types(message), ElementsAre("0 multipart/mixed", "1 multipart/alternative", "1.1 text/plain",
                                          "1.2 multipart/related", "1.2.1 text/html", "1.2.2 image/png",
                                          "2 application/pdf"));
  EXPECT_EQ(message.parts[5].role, PartRole::inline_);
  EXPECT_EQ(message.parts[5].content_id, "logo@x");
  EXPECT_EQ(message.parts[6].role, PartRole::attachment);
  EXPECT_EQ(message.parts[6].filename, "Rechnung für Jörg.pdf");
}

TEST(ComposeMessage, KeepsEveryByteOfAnAttachment) {
  Composition composition = simple();
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes.push_back(static_cast<char>(i * 7 + i / 256));
  composition.attachments = {{"all.bin", "", "", bytes}, {"empty.txt", "", "", ""}};
  const std::string raw = composed(composition);
  const auto message = parse_clean(raw);
  ASSERT_EQ(message.parts.size(), 4U);
  EXPECT_EQ(message.parts[2].content_type, "application/octet-stream");
  EXPECT_EQ(decode_part(raw, message.parts[2]), bytes);
  EXPECT_EQ(message.parts[3].size, 0U);
}

TEST(ComposeMessage, EncodesWhatIsNotAscii) {
  Composition composition = simple();
  composition.from = {{"Jürg \"J\" Schöner, Köln", "j@example.de"}};
  composition.cc = {{"日本", "jp@example.jp"}, {"", "c@example.com"}};
  composition.reply_to = {{"", "r@example.com"}};
  composition.subject = "Größe: " + std::string(300, 'x') + " — 尺寸 " + std::string(100, 'y');
  composition.text = "Grüße\nFrom here\n" + std::string(2000, 'z') + "\n.\n trailing \n";
  composition.headers = {{"X-Note", "schön"}, {"References", "<a@b> <c@d>"}};
  const std::string raw = composed(composition);
  const auto message = parse_message(raw);
  EXPECT_THAT(message.from, ElementsAre(composition.from[0]));
  EXPECT_THAT(message.cc, ElementsAre(composition.cc[0], composition.cc[1]));
  EXPECT_THAT(message.reply_to, ElementsAre(composition.reply_to[0]));
  EXPECT_EQ(message.subject, composition.subject);
  EXPECT_EQ(message.text, "Grüße\r\nFrom here\r\n" + std::string(2000, 'z') + "\r\n.\r\n trailing \r\n");
  EXPECT_THAT(message.references, ElementsAre("a@b", "c@d"));
  EXPECT_THAT(message.warnings, IsEmpty());
  for (const char c : raw) ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(ComposeMessage, TakesAnyLineBreaks) {
  Composition composition = simple();
  composition.text = "a\nb\r\nc\rd";
  EXPECT_EQ(parse_clean(composed(composition)).text, "a\r\nb\r\nc\r\nd\r\n");
}

TEST(ComposeMessage, DoesNotWriteBcc) {
  Composition composition = simple();
  composition.bcc = {{"", "secret@example.com"}};
  EXPECT_THAT(composed(composition), Not(HasSubstr("secret")));
}

TEST(ComposeMessage, TakesDateAndMessageIdFromTheHeaders) {
  Composition composition = simple();
  composition.headers = {{"date", "Mon, 17 Nov 2025 08:00:00 +0000"}, {"Message-Id", "<mine@example.com>"}};
  const auto message = parse_clean(composed(composition));
  EXPECT_EQ(message.message_id, "mine@example.com");
  EXPECT_EQ(to_rfc3339(*message.date), "2025-11-17T08:00:00.000Z");
}

TEST(ComposeMessage, RefusesWhatWouldBreakTheHeader) {
  const std::vector<std::pair<std::string, void (*)(Composition&)>> cases = {
      {"The subject holds a line break", [](Composition& c) { c.subject = "a\r\nBcc: x@y"; }},
      {"The subject holds a control character at byte 1",
       [](Composition& c) { c.subject = std::string("a\0b", 3); }},
      {"The subject is not valid UTF-8", [](Composition& c) { c.subject = "\xFF"; }},
      {"The name of an address in from holds a line break", [](Composition& c) { c.from[0].name = "a\nb"; }},
      {"The address in to holds a line break", [](Composition& c) { c.to[0].address = "a@b\nBcc: x"; }},
      {"holds an angle bracket",
       [](Composition& c) {
         c.cc = {{"", "a@b>, <c@d"}};
       }},
      {"An address in bcc is empty",
       [](Composition& c) {
         c.bcc = {{"x", ""}};
       }},
      {"The header X-A holds a line break",
       [](Composition& c) {
         c.headers = {{"X-A", "1\n\nbody"}};
       }},
      {"\"X A\" is no header name",
       [](Composition& c) {
         c.headers = {{"X A", "1"}};
       }},
      {"\"X:\" is no header name",
       [](Composition& c) {
         c.headers = {{"X:", "1"}};
       }},
      {"\"\" is no header name",
       [](Composition& c) {
         c.headers = {{"", "1"}};
       }},
      {"The header SUBJECT cannot be given",
       [](Composition& c) {
         c.headers = {{"SUBJECT", "1"}};
       }},
      {"The header Content-Type cannot be given",
       [](Composition& c) {
         c.headers = {{"Content-Type", "a/b"}};
       }},
      {"The file name of an attachment holds a line break",
       [](Composition& c) {
         c.attachments = {{"a\nb", "", "", ""}};
       }},
      {"\"image\" is no content type",
       [](Composition& c) {
         c.attachments = {{"a", "image", "", ""}};
       }},
      {"cannot be a multipart",
       [](Composition& c) {
         c.attachments = {{"a", "multipart/mixed", "", ""}};
       }},
      {"The content id",
       [](Composition& c) {
         c.attachments = {{"a", "a/b", "x>y", ""}};
       }},
      {"The html is not valid UTF-8", [](Composition& c) { c.html = "\xFF"; }},
  };
  for (const auto& [expected, change] : cases) {
    Composition composition = simple();
    change(composition);
    const auto raw = compose_message(composition, now);
    ASSERT_FALSE(raw.has_value()) << expected;
    EXPECT_EQ(raw.error().code, Errc::invalid_argument);
    EXPECT_THAT(raw.error().message, HasSubstr(expected));
  }
}

}  // namespace
}  // namespace mailstop::mail
