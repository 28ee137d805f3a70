// PATCH /v1/inboxes/{inbox}: another name for an inbox.
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class InboxRenameTest : public ApiFixture {
 protected:
  void put(const std::string& inbox, const std::string& subject) {
    inject("X-Mailstop-Inbox: " + inbox + "\r\nFrom: a@b.test\r\nTo: c@d.test\r\nSubject: " + subject +
           "\r\n\r\nbody\r\n");
  }
  http::Response rename(const std::string& inbox, const Json& body) {
    return send_json(Method::patch, "/v1/inboxes/" + inbox, body);
  }
};

TEST_F(InboxRenameTest, AnswersWithTheInboxUnderItsNewName) {
  put("old", "a");
  send_json(Method::put, "/v1/inboxes/old", {{"retention", {{"maxMessages", 7}}}});
  const auto response = rename("old", {{"name", "new"}});
  EXPECT_EQ(response.status, Status::ok);
  const auto inbox = json_of(response);
  EXPECT_EQ(inbox["name"], "new");
  EXPECT_EQ(inbox["total"], 1);
  EXPECT_EQ(inbox["retention"]["maxMessages"], 7);
  EXPECT_EQ(json_of(get("/v1/inboxes"))["inboxes"], Json::array({inbox}));
  EXPECT_EQ(json_of(get("/v1/inboxes/new/messages/latest"))["subject"], "a");
}

TEST_F(InboxRenameTest, TheDefaultInboxLeavesItsName) {
  inject_subject("a");
  EXPECT_EQ(rename("default", {{"name", "kept"}}).status, Status::ok);
  inject_subject("b");
  EXPECT_EQ(json_of(get("/v1/inboxes/kept/messages/latest"))["subject"], "a");
  EXPECT_EQ(json_of(get("/v1/inboxes/default/messages/latest"))["subject"], "b");
}

TEST_F(InboxRenameTest, ANameInUseIsAConflict) {
  put("old", "a");
  put("new", "b");
  const auto response = rename("old", {{"name", "new"}});
  EXPECT_EQ(response.status, Status::conflict);
  EXPECT_EQ(json_of(response)["error"]["code"], "conflict");
  EXPECT_EQ(json_of(get("/v1/inboxes/old"))["total"], 1);
}

TEST_F(InboxRenameTest, AnInboxThatWasNeverUsedIsNotFound) {
  EXPECT_EQ(rename("never", {{"name", "new"}}).status, Status::not_found);
}

TEST_F(InboxRenameTest, WhatIsWrongIsNamed) {
  put("old", "a");
  const std::string rule =
      "\"name\" must be an inbox name: 1 to 128 of A-Z a-z 0-9 . _ @ + -, and not . or ..";
  const auto refusal = [&](const Json& body) {
    const auto response = rename("old", body);
    EXPECT_EQ(response.status, Status::bad_request) << body;
    return message_of(response);
  };
  EXPECT_EQ(refusal({{"name", "a b"}}), rule);
  EXPECT_EQ(refusal({{"name", ""}}), rule);
  EXPECT_EQ(refusal({{"name", 7}}), "\"name\" must be a string, it is a number");
  EXPECT_EQ(refusal(Json::object()), "\"name\" is missing: the new name of the inbox");
  EXPECT_EQ(refusal({{"nam", "x"}}), "unknown field \"nam\"; did you mean \"name\"?");
  EXPECT_EQ(rename("a%20b", {{"name", "new"}}).status, Status::bad_request);
  EXPECT_EQ(ask(Method::patch, "/v1/inboxes/old", R"({"name":"new"})").status,
            Status::unsupported_media_type);
}

TEST_F(InboxRenameTest, MessagesAreToldAsUpdated) {
  put("old", "a");
  holds_events_ = true;
  rename("old", {{"name", "new"}});
  ASSERT_EQ(held_events_.size(), 1u);
  EXPECT_EQ(std::get<events::MessageUpdated>(held_events_[0].change).message.inbox, "new");
}

}  // namespace
}  // namespace mailstop::test
