#include "api/v1/export_routes.hpp"

#include <gmock/gmock.h>

#include "mail/mbox.hpp"
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ExportRoutes : public ApiFixture {
 protected:
  std::string body_of(const http::Response& response) {
    KeptBytes sink;
    run_task(context_, std::get<http::BodyWriter>(response.body)(sink));
    return sink.written;
  }

  std::vector<std::string> exported(std::string_view target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, Status::ok) << http::bytes_of(response.body);
    return messages_in(body_of(response));
  }

  static std::vector<std::string> messages_in(const std::string& file) {
    mail::MboxReader mbox(1 << 20);
    mbox.append(file);
    mbox.finish();
    std::vector<std::string> subjects;
    while (const auto message = mbox.take()) {
      const auto at = message->raw.find("Subject: ") + 9;
      subjects.push_back(message->raw.substr(at, message->raw.find('\r', at) - at));
    }
    return subjects;
  }
};

TEST_F(ExportRoutes, IsAnMboxFileOldestFirst) {
  inject_subject("one");
  inject_subject("two");
  const auto response = get("/v1/export");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/mbox");
  EXPECT_THAT(std::string(response.headers.get("Content-Disposition")), HasSubstr("mailstop.mbox"));
  const auto file = body_of(response);
  EXPECT_TRUE(file.starts_with("From a@b.test ")) << file;
  EXPECT_THAT(messages_in(file), ElementsAre("one", "two"));
  EXPECT_THAT(exported("/v1/export?order=newest&format=mbox"), ElementsAre("two", "one"));
}

TEST_F(ExportRoutes, TakesMoreThanAPage) {
  std::vector<std::string> subjects;
  for (int i = 0; i < 1203; ++i) {
    subjects.push_back(std::to_string(i));
    inject_subject(subjects.back());
  }
  EXPECT_EQ(exported("/v1/export"), subjects);
  std::reverse(subjects.begin(), subjects.end());
  EXPECT_EQ(exported("/v1/export?order=newest"), subjects);
}

TEST_F(ExportRoutes, HoldsWhatWasThereWhenItWasAskedAndIsStill) {
  for (int i = 0; i < 600; ++i) inject_subject(std::to_string(i));
  const auto newest_first = get("/v1/export?order=newest");
  const auto oldest_first = get("/v1/export");
  inject_subject("later");
  ask(Method::delete_, "/v1/messages/m600");
  ask(Method::delete_, "/v1/messages/m002");
  const auto oldest = messages_in(body_of(oldest_first));
  EXPECT_EQ(oldest.size(), 598u);
  EXPECT_EQ(oldest.front(), "0");
  EXPECT_EQ(oldest.at(1), "2");
  EXPECT_EQ(oldest.back(), "598");
  EXPECT_EQ(messages_in(body_of(newest_first)).front(), "598");
}

TEST_F(ExportRoutes, IsOfOneInboxOrSearch) {
  inject_subject("elsewhere");
  const std::string mail =
      "From: a@b.test\r\nTo: c@d.test\r\nX-Mailstop-Inbox: mine\r\nSubject: here\r\n\r\n";
  inject(mail);
  EXPECT_THAT(exported("/v1/export?inbox=mine"), ElementsAre("here"));
  EXPECT_THAT(exported("/v1/inboxes/mine/export"), ElementsAre("here"));
  EXPECT_THAT(exported("/v1/export?q=subject:else"), ElementsAre("elsewhere"));
  EXPECT_TRUE(exported("/v1/inboxes/empty/export").empty());
  EXPECT_THAT(std::string(get("/v1/inboxes/mine/export?format=zip").headers.get("Content-Disposition")),
              HasSubstr("mine.zip"));
}

TEST_F(ExportRoutes, IsAnArchiveOfFiles) {
  inject_subject("one");
  const auto response = get("/v1/export?format=zip");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/zip");
  const auto file = body_of(response);
  EXPECT_TRUE(file.starts_with("PK\x03\x04"));
  EXPECT_THAT(file, HasSubstr("000000000001-m001.eml"));
}

TEST_F(ExportRoutes, RefusesWhatItCannotReadBeforeItBegins) {
  EXPECT_THAT(message_of(get("/v1/export?format=eml")), HasSubstr("\"format\" must be mbox or zip"));
  EXPECT_THAT(message_of(get("/v1/export?order=size")), HasSubstr("\"order\" must be newest, oldest,"));
  EXPECT_EQ(get("/v1/export?q=(").status, Status::bad_request);
  EXPECT_EQ(get("/v1/export?inbox=a%20b").status, Status::bad_request);
  EXPECT_EQ(get("/v1/export?limit=1").status, Status::bad_request);
  EXPECT_EQ(get("/v1/inboxes/a/export?inbox=b").status, Status::bad_request);
  store_.fail_with({Errc::too_expensive, "too long"});
  EXPECT_EQ(get("/v1/export").status, Status::service_unavailable);
}

TEST_F(ExportRoutes, LooksCutOffWhenTheStoreFailsOnTheWay) {
  inject_subject("one");
  const auto response = get("/v1/export");
  store_.fail_with({Errc::storage_failed, "the disk is gone"});
  EXPECT_THROW(body_of(response), std::runtime_error);
}

TEST_F(ExportRoutes, StopsWhenTheClientIsGone) {
  inject("Subject: large\r\n\r\n" + std::string(500'000, 'x'));
  const auto response = get("/v1/export");
  KeptBytes sink(false);
  run_task(context_, std::get<http::BodyWriter>(response.body)(sink));
  EXPECT_EQ(sink.writes, 1);
}

TEST_F(ExportRoutes, WhatIsPutInMayBeTagged) {
  const auto id = inject("Subject: a\r\n\r\n", "?tag=archive&tag=2026");
  EXPECT_EQ(json_of(get("/v1/messages/" + id))["tags"], Json({"archive", "2026"}));
  http::Headers headers;
  headers.set("Content-Type", "message/rfc822");
  const auto refused = ask(Method::post, "/v1/messages?tag=", "Subject: a\r\n\r\n", std::move(headers));
  EXPECT_THAT(message_of(refused), HasSubstr("\"tag\" must be a tag"));
}

}  // namespace
}  // namespace mailstop::test
