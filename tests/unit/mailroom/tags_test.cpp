// Tags that a message brings along, and rules of flags that give it some.
#include "mailroom/tags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mailroom/raw_header.hpp"
#include "mailroom/routes.hpp"

namespace mailstop::mailroom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> header_tags(std::string_view raw, std::vector<std::string> tags = {}) {
  add_header_tags(raw, tags);
  return tags;
}

TEST(HeaderTags, AreThoseOfTheFirstFieldOfTheHeader) {
  EXPECT_THAT(header_tags("From: a@b.test\r\nx-tags: invoice,  very urgent ,invoice\r\n\r\n"),
              ElementsAre("invoice", "very urgent"));
  EXPECT_THAT(header_tags("X-Tags: new, old\n\n", {"old"}), ElementsAre("old", "new"));
  EXPECT_THAT(header_tags("X-Tags : spaced\n\n"), ElementsAre("spaced"));
  EXPECT_THAT(header_tags("Subject: x\r\n\r\nX-Tags: body\r\n"), IsEmpty());
  EXPECT_THAT(header_tags("X-Tags-Other: no\r\n\r\n"), IsEmpty());
  EXPECT_THAT(header_tags(""), IsEmpty());
}

TEST(HeaderTags, LeaveOutWhatIsNoTag) {
  EXPECT_THAT(header_tags("X-Tags: ,a\x01z, \xff," + std::string(129, 'x') + ",good\r\n\r\n"),
              ElementsAre("good"));
}

std::vector<std::string> own_tags(std::string_view keys) {
  mail::Envelope envelope;
  envelope.auth_user = "suite";
  envelope.recipients = {{"hidden+secret@x.test", "", ""}, {"plain@x.test", "", ""}};
  mail::ParsedMessage parsed;
  parsed.from = {{"", "app+a@x.test"}};
  parsed.to = {{"", "b+b+c@x.test"}, {"", "b+a@x.test"}, {"", "+@x.test"}};
  parsed.cc = {{"", "\"no+t\"@x+y.test"}};
  std::vector<std::string> tags;
  add_own_tags(parse_tag_keys(keys).value(), envelope, parsed, "X-Tags: header\r\n\r\n", tags);
  return tags;
}

TEST(OwnTags, AreThoseOfTheKeys) {
  EXPECT_THAT(own_tags("header"), ElementsAre("header"));
  EXPECT_THAT(own_tags("plus-address"), ElementsAre("a", "b", "c", "t\"", "secret"));
  EXPECT_THAT(own_tags("user, header"), ElementsAre("suite", "header"));
  EXPECT_THAT(own_tags("none"), IsEmpty());
  EXPECT_THAT(parse_tag_keys("header,nose").error().message, HasSubstr("\"nose\" is none of header"));
}

TEST(RawHeader, IsTheFirstOfItsName) {
  EXPECT_EQ(raw_header("A: 1\r\nB:  2 \r\nb: 3\r\n\r\n", "B"), "2");
  EXPECT_EQ(raw_header("A: 1\nB: 2", "b"), "2");
  EXPECT_EQ(raw_header("BB: 1\r\n\r\n", "B"), "");
}

TEST(TagRule, HasNamesAndASearch) {
  const auto rule = parse_tag_rule("invoices, paid = subject:invoice=1", Timestamp{}).value();
  EXPECT_THAT(rule.tags, ElementsAre("invoices", "paid"));
  EXPECT_EQ(rule.written, "subject:invoice=1");
  EXPECT_EQ(rule.inbox, "");
  EXPECT_FALSE(rule.discards);
  for (const auto& [text, mistake] : {std::pair{"invoices", "'invoices=subject:invoice'"},
                                      {"a,=x", "\"\" is no tag"},
                                      {"a=", "needs a search"},
                                      {"a=fro:x", "did you mean \"from\"?"}})
    EXPECT_THAT(parse_tag_rule(text, Timestamp{}).error().message, HasSubstr(mistake));
}

}  // namespace
}  // namespace mailstop::mailroom
