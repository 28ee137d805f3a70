// The query parameters sort, order, cursor and offset of lists, and what they give.
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class ListOrderTest : public ApiFixture {
 protected:
  void SetUp() override {
    for (const auto* subject : {"pear", "Apple", "fig", "apple"}) inject_subject(subject);
  }
  Json page(std::string_view query) { return json_of(get("/v1/messages?" + std::string(query))); }
  static std::vector<std::string> subjects_of(const Json& page) {
    std::vector<std::string> subjects;
    for (const auto& message : page["messages"]) subjects.push_back(message["subject"]);
    return subjects;
  }
  std::vector<std::string> subjects(std::string_view query) { return subjects_of(page(query)); }
  std::string refusal(std::string_view query) {
    const auto response = get("/v1/messages?" + std::string(query));
    EXPECT_EQ(response.status, Status::bad_request) << query;
    return message_of(response);
  }
};

using Strings = std::vector<std::string>;

TEST_F(ListOrderTest, NewestIsDescendingAndOldestAscendingOfEverySort) {
  EXPECT_EQ(subjects(""), (Strings{"apple", "fig", "Apple", "pear"}));
  for (const auto* order : {"newest", "descending"}) {
    EXPECT_EQ(subjects(fmt::format("order={}", order)), subjects(""));
    EXPECT_EQ(subjects(fmt::format("sort=received&order={}", order)), subjects(""));
    EXPECT_EQ(subjects(fmt::format("sort=subject&order={}", order)),
              (Strings{"pear", "fig", "apple", "Apple"}));
  }
  for (const auto* order : {"oldest", "ascending"}) {
    EXPECT_EQ(subjects(fmt::format("order={}", order)), (Strings{"pear", "Apple", "fig", "apple"}));
    EXPECT_EQ(subjects(fmt::format("sort=subject&order={}", order)),
              (Strings{"Apple", "apple", "fig", "pear"}));
  }
  EXPECT_EQ(subjects("sort=subject"), subjects("sort=subject&order=newest"));
}

TEST_F(ListOrderTest, PagesOfEverySortFollowTheCursor) {
  for (const auto* sort : {"received", "size", "subject", "from"}) {
    for (const auto* q : {"", "&q=body"}) {
      const auto query = fmt::format("sort={}&order=ascending{}", sort, q);
      const auto first = page(query + "&limit=3");
      const std::string cursor = first["nextCursor"];
      const auto second = page(query + "&limit=3&cursor=" + cursor);
      EXPECT_TRUE(second["nextCursor"].is_null());
      auto seen = subjects_of(first);
      for (const auto& subject : subjects_of(second)) seen.push_back(subject);
      EXPECT_EQ(seen, subjects(query)) << query;
      EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."),
                std::string::npos)
          << cursor;
    }
  }
}

TEST_F(ListOrderTest, ACursorOfArrivalIsTheSequence) {
  EXPECT_EQ(page("limit=1")["nextCursor"], "4");
}

TEST_F(ListOrderTest, ACursorKeepsAnyText) {
  const std::string odd = "\xF0\x9F\x93\xA7~>?\xC3\xBF.\xC3\xBF \"x\"";
  for (const auto* suffix : {"", "a", "ab", "abc"}) inject_subject(odd + suffix);
  std::size_t seen = 0;
  std::string cursor;
  for (;; ++seen) {
    const auto json = page("sort=subject&order=descending&limit=1" + cursor);
    EXPECT_EQ(subjects_of(json).at(0).starts_with(odd), seen < 4) << seen;
    if (json["nextCursor"].is_null()) break;
    cursor = "&cursor=" + json["nextCursor"].get<std::string>();
  }
  EXPECT_EQ(seen + 1, 8u);
}

TEST_F(ListOrderTest, ACursorOfAnotherSortIsRefused) {
  const std::string by_subject = page("sort=subject&limit=1")["nextCursor"];
  const std::string by_size = page("sort=size&limit=1")["nextCursor"];
  EXPECT_EQ(
      refusal("cursor=" + by_subject),
      "query parameter \"cursor\" is of a list sorted by subject, this one is sorted by received: ask for "
      "its first page without a cursor");
  EXPECT_EQ(
      refusal("sort=subject&cursor=4"),
      "query parameter \"cursor\" is of a list sorted by received, this one is sorted by subject: ask for "
      "its first page without a cursor");
  refusal("sort=from&cursor=" + by_subject);
  refusal("sort=subject&cursor=" + by_size);
}

TEST_F(ListOrderTest, ACursorThatNobodyGaveIsRefused) {
  for (const auto* cursor : {"", "0", "-1", "x", "4.5", "received.4.4", "size.4", "size.x.4", "size.4.0",
                             "size.4.4.4", "subject.!.4", "subject.YQ==.4", "subject.YQ.x", "to.YQ.4", "."}) {
    for (const auto* sort : {"received", "size", "subject"}) {
      const auto message = refusal(fmt::format("sort={}&cursor={}", sort, cursor));
      EXPECT_TRUE(message.starts_with("query parameter \"cursor\" ")) << cursor;
    }
  }
  refusal("sort=subject&cursor=subject." + std::string(272, 'A') + ".4");
}

TEST_F(ListOrderTest, AnOffsetLeavesOutTheFirst) {
  EXPECT_EQ(subjects("offset=0"), subjects(""));
  EXPECT_EQ(subjects("offset=1"), (Strings{"fig", "Apple", "pear"}));
  EXPECT_EQ(subjects("offset=1&limit=2"), (Strings{"fig", "Apple"}));
  EXPECT_EQ(subjects("offset=2&sort=subject&order=ascending"), (Strings{"fig", "pear"}));
  EXPECT_EQ(subjects("offset=1&q=apple"), (Strings{"Apple"}));
  const auto beyond = page("offset=9223372036854775807");
  EXPECT_EQ(beyond["messages"].size(), 0u);
  EXPECT_TRUE(beyond["nextCursor"].is_null());
  EXPECT_EQ(beyond["total"], 4);
  const auto page_in_the_middle = page("offset=1&limit=1");
  EXPECT_EQ(subjects("limit=2&cursor=" + page_in_the_middle["nextCursor"].get<std::string>()),
            (Strings{"Apple", "pear"}));
}

TEST_F(ListOrderTest, WhatIsWrongIsNamed) {
  EXPECT_EQ(refusal("sort=date"), "query parameter \"sort\" must be received, size, subject or from");
  EXPECT_EQ(refusal("order=up"), "query parameter \"order\" must be newest, oldest, descending or ascending");
  for (const auto* offset : {"", "-1", "1.5", "x", "9223372036854775808"}) {
    EXPECT_EQ(refusal(fmt::format("offset={}", offset)),
              "query parameter \"offset\" must be a number of messages to leave out");
  }
  for (const auto* offset : {"0", "3"}) {
    EXPECT_EQ(refusal(fmt::format("cursor=4&offset={}", offset)),
              "query parameter \"offset\" does not go with \"cursor\", which says where the page begins");
  }
}

TEST_F(ListOrderTest, OneInboxIsSortedAndSkippedAlike) {
  inject("X-Mailstop-Inbox: other\r\nFrom: a@b.test\r\nTo: c@d.test\r\nSubject: banana\r\n\r\nbody\r\n");
  const auto json =
      json_of(get("/v1/inboxes/default/messages?sort=subject&order=ascending&offset=1&limit=2"));
  EXPECT_EQ(subjects_of(json), (Strings{"apple", "fig"}));
}

TEST_F(ListOrderTest, AnExportTakesEveryNameOfAnOrder) {
  const auto exported = [&](std::string_view order) {
    auto response = get("/v1/export?order=" + std::string(order));
    EXPECT_EQ(response.status, Status::ok);
    KeptBytes sink;
    run_task(context_, std::get<http::BodyWriter>(response.body)(sink));
    return sink.written;
  };
  EXPECT_EQ(exported("ascending"), exported("oldest"));
  EXPECT_EQ(exported("descending"), exported("newest"));
  EXPECT_NE(exported("descending"), exported("oldest"));
}

}  // namespace
}  // namespace mailstop::test
