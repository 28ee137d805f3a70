// PATCH and DELETE of many messages with a limit: a window at a time.
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class BulkWindowsTest : public ApiFixture {
 protected:
  void SetUp() override {
    for (const auto* subject : {"a", "b", "c", "d", "e"}) inject_subject(subject);
  }
  Json patch(std::string_view query) {
    return json_of(send_json(Method::patch, "/v1/messages?" + std::string(query), {{"read", true}}));
  }
  Json remove(std::string_view query) {
    return json_of(ask(Method::delete_, "/v1/messages?" + std::string(query)));
  }
  std::uint64_t unread() { return json_of(get("/v1/messages"))["unread"]; }
  std::string refusal(Method method, std::string_view query) {
    const auto target = "/v1/messages?" + std::string(query);
    const auto response =
        method == Method::patch ? send_json(method, target, {{"read", true}}) : ask(method, target);
    EXPECT_EQ(response.status, Status::bad_request) << query;
    return message_of(response);
  }
};

TEST_F(BulkWindowsTest, GoOnByCursorUntilItIsNull) {
  const auto first = patch("all=true&limit=2");
  EXPECT_EQ(first, (Json{{"updated", 2}, {"nextCursor", "4"}}));
  EXPECT_EQ(unread(), 3u);
  EXPECT_EQ(patch("all=true&limit=2&cursor=4"), (Json{{"updated", 2}, {"nextCursor", "2"}}));
  EXPECT_EQ(patch("all=true&limit=2&cursor=2"), (Json{{"updated", 1}, {"nextCursor", nullptr}}));
  EXPECT_EQ(unread(), 0u);
}

TEST_F(BulkWindowsTest, DeleteTheNewestFirst) {
  EXPECT_EQ(remove("q=body&limit=3"), (Json{{"deleted", 3}, {"nextCursor", "3"}}));
  EXPECT_EQ(json_of(get("/v1/messages"))["messages"][0]["subject"], "b");
  EXPECT_EQ(remove("q=body&limit=3&cursor=3"), (Json{{"deleted", 2}, {"nextCursor", nullptr}}));
}

TEST_F(BulkWindowsTest, WithoutALimitEverythingIsMeantAndThereIsNoCursor) {
  EXPECT_EQ(patch("all=true"), (Json{{"updated", 5}}));
  EXPECT_EQ(remove("all=true"), (Json{{"deleted", 5}}));
}

TEST_F(BulkWindowsTest, AreThereForOneInbox) {
  inject("X-Mailstop-Inbox: other\r\nFrom: a@b.test\r\nTo: c@d.test\r\nSubject: x\r\n\r\nbody\r\n");
  const auto response = ask(Method::delete_, "/v1/inboxes/default/messages?limit=4");
  EXPECT_EQ(json_of(response), (Json{{"deleted", 4}, {"nextCursor", "2"}}));
}

TEST_F(BulkWindowsTest, WhatIsWrongIsNamedAndNothingHappens) {
  for (const auto method : {Method::patch, Method::delete_}) {
    for (const auto* limit : {"0", "1001", "", "x", "-1"}) {
      EXPECT_EQ(refusal(method, fmt::format("all=true&limit={}", limit)),
                "query parameter \"limit\" must be a number from 1 to 1000");
    }
    EXPECT_EQ(refusal(method, "all=true&cursor=4"),
              "query parameter \"cursor\" goes only with \"limit\": without it, everything is one window");
    EXPECT_EQ(
        refusal(method, "all=true&limit=2&cursor=size.4.4"),
        "query parameter \"cursor\" is of a list sorted by size, this one is sorted by received: ask for its "
        "first page without a cursor");
    EXPECT_EQ(refusal(method, "all=true&limit=2&cursor=x"),
              "query parameter \"cursor\" must be the nextCursor of the page before");
    EXPECT_TRUE(refusal(method, "limit=2").starts_with("which messages?"));
  }
  EXPECT_EQ(unread(), 5u);
}

}  // namespace
}  // namespace mailstop::test
