// Mailpit's search language over messages of which each is found by something else.
#include "api/compat/mailpit/date_text.hpp"
#include "api/compat/mailpit/search_query.hpp"
#include "base/timestamp.hpp"
#include "mail/message_parser.hpp"
#include "query/evaluator.hpp"
#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

using api::compat::mailpit::holds_for_all;
using api::compat::mailpit::parse_search;
using api::compat::mailpit::read_date_text;

struct SearchCase {
  const char* query;
  bool finds;
};

class MailpitSearch : public testing::TestWithParam<SearchCase> {};

// Received at 2026-11-21 12:00 UTC, 2,000 bytes, read, tagged "Red Alert".
bool is_found(std::string_view text) {
  mail::initialise_parser();
  static const std::string raw =
      "From: \"Doe, John\" <john@shop.test>\r\nTo: Zoe <zoe@x.test>\r\nCc: cc@x.test\r\n"
      "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_an_50%_(alle)?=\r\nMessage-ID: <1@shop.test>\r\n\r\n"
      "A body with words OR more http://shop.test/confirm\r\n";
  const auto parsed = mail::parse_message(raw);
  mail::Envelope envelope;
  auto view = query::view_of(envelope, parsed);
  const std::vector<std::string> tags{"Red Alert"};
  const auto headers = mail::parse_headers(raw);
  view.received_at = *parse_rfc3339("2026-11-21T12:00:00Z");
  view.size = 2000;
  view.read = true;
  view.tags = tags;
  view.headers = headers;
  const auto query = parse_search(text, TimeZone());
  return query && query::matches(*query, view);
}

TEST_P(MailpitSearch, MeansWhatItMeansThere) {
  EXPECT_EQ(is_found(GetParam().query), GetParam().finds) << GetParam().query;
}

INSTANTIATE_TEST_SUITE_P(
    All, MailpitSearch,
    testing::Values(
        SearchCase{"words", true}, SearchCase{"WORDS more", true}, SearchCase{"words absent", false},
        SearchCase{"\"with words\"", true}, SearchCase{"\"words with\"", false}, SearchCase{"-absent", true},
        SearchCase{"!words", false}, SearchCase{"from:john", true}, SearchCase{"from:zoe", false},
        SearchCase{"from:\"Doe, John\"", true}, SearchCase{"\"Doe, John\"", true},
        SearchCase{"-from:zoe", true}, SearchCase{"to:zoe@x.test", true}, SearchCase{"cc:cc@", true},
        SearchCase{"bcc:cc@", false}, SearchCase{"addressed:cc@x.test", true},
        SearchCase{"-addressed:cc@x.test", false}, SearchCase{"subject:GRÜSSE", true},
        SearchCase{"subject:grüsse", true}, SearchCase{"subject:50%", true}, SearchCase{"subject:5_%", false},
        SearchCase{"message-id:1@shop", true}, SearchCase{"tag:\"red alert\"", true},
        SearchCase{"tag:red", false}, SearchCase{"is:read", true}, SearchCase{"is:unread", false},
        SearchCase{"is:tagged", true}, SearchCase{"-is:tagged", false}, SearchCase{"has:attachment", false},
        SearchCase{"!has:inline", true}, SearchCase{"larger:1.5k", true}, SearchCase{"larger:2000", false},
        SearchCase{"smaller:2kb", true}, SearchCase{"smaller:1kb", false}, SearchCase{"larger:big", false},
        SearchCase{"after:2026-11-21", true}, SearchCase{"after:2026-11-22", false},
        SearchCase{"before:11/22/2026", true}, SearchCase{"after:\"21 Nov 2026 12:00\"", true},
        SearchCase{"-after:2026-11-21", false}, SearchCase{"-before:2026-11-22", false},
        SearchCase{"after:never", true}, SearchCase{"words after:never", true},
        SearchCase{"has:wings", false}, SearchCase{"words OR absent", false},
        SearchCase{"words OR more", true}, SearchCase{"(words", true}, SearchCase{"/w.rds/", false},
        SearchCase{"\"words", true}, SearchCase{"from:", true}, SearchCase{"", true},
        SearchCase{"http://shop.test/confirm", true}, SearchCase{"fro:john", false}));

TEST(MailpitSearchLimits, AreTold) {
  EXPECT_FALSE(parse_search(std::string(9000, 'x'), TimeZone()));
  std::string many;
  for (int i = 0; i < 300; ++i) many += "a ";
  EXPECT_FALSE(parse_search(many, TimeZone()));
}

TEST(MailpitSearchWithoutATerm, HoldsForAll) {
  for (const auto* text : {"", "\"\"", "tag:", "-tag:", "before:nonsense", "from: -after:never \" \""}) {
    const auto query = parse_search(text, TimeZone());
    EXPECT_TRUE(query && holds_for_all(*query)) << text;
  }
  for (const auto* text : {"a", "tag:a", "before:nonsense a", "-a", "before:2026", "is:read", "larger:0"}) {
    const auto query = parse_search(text, TimeZone());
    EXPECT_TRUE(query && !holds_for_all(*query)) << text;
  }
}

struct DateCase {
  const char* text;
  const char* time;  // "" for none
};

class MailpitDate : public testing::TestWithParam<DateCase> {};

TEST_P(MailpitDate, IsReadInItsZone) {
  const auto time = read_date_text(GetParam().text, TimeZone());
  EXPECT_EQ(time ? to_rfc3339(*time) : "", GetParam().time) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(All, MailpitDate,
                         testing::Values(DateCase{"2026-11-22", "2026-11-22T00:00:00.000Z"},
                                         DateCase{"2026/11/22 10:30", "2026-11-22T10:30:00.000Z"},
                                         DateCase{"2026-11-22T10:30:15.25+02:00", "2026-11-22T08:30:15.000Z"},
                                         DateCase{"2026-11-22 10:30:15 -0500", "2026-11-22T15:30:15.000Z"},
                                         DateCase{"1/2/2026", "2026-01-02T00:00:00.000Z"},
                                         DateCase{"Nov 22, 2026", "2026-11-22T00:00:00.000Z"},
                                         DateCase{"22 November 2026", "2026-11-22T00:00:00.000Z"},
                                         DateCase{"1795300000", "2026-11-21T22:26:40.000Z"},
                                         DateCase{"1795300000123", "2026-11-21T22:26:40.123Z"},
                                         DateCase{"20261122", "2026-11-22T00:00:00.000Z"},
                                         DateCase{"2026-11", "2026-11-01T00:00:00.000Z"},
                                         DateCase{"2026", "2026-01-01T00:00:00.000Z"},
                                         DateCase{"2026-11-22 10:30 PM", "2026-11-22T22:30:00.000Z"},
                                         DateCase{"2026-11-22 12:05:07am", "2026-11-22T00:05:07.000Z"},
                                         DateCase{"Nov 22, 2026 12:00 pm +01:00", "2026-11-22T11:00:00.000Z"},
                                         DateCase{"2026-11-22 10:30 GMT", "2026-11-22T10:30:00.000Z"},
                                         DateCase{"22 Nov 2026 gmt", ""}, DateCase{"2026-11-22 13:30 PM", ""},
                                         DateCase{"2026-13", ""}, DateCase{"20261322", ""},
                                         DateCase{"202", ""}, DateCase{"2026-", ""},
                                         DateCase{"13/13/2026", ""}, DateCase{"2026-02-30", ""},
                                         DateCase{"2026-11-22 25:00", ""}, DateCase{"yesterday", ""},
                                         DateCase{"", ""}));

}  // namespace
}  // namespace mailstop::test
