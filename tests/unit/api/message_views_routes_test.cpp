#include "api/v1/message_views_routes.hpp"

#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

class MessageViews : public ApiFixture {
 protected:
  MessageViews() { id_ = inject(rich_mail); }

  http::Response view(const std::string& below) { return get("/v1/messages/" + id_ + below); }

  std::string part_id(const std::string& filename) {
    const auto message = json_of(view(""));
    for (const auto& part : message["attachments"]) {
      if (part["filename"] == filename) return part["partId"];
    }
    return "none";
  }

  std::string id_;
};

TEST_F(MessageViews, RawIsByteForByteAndImmutable) {
  const auto response = view("/raw");
  EXPECT_EQ(http::bytes_of(response.body), rich_mail);
  EXPECT_EQ(response.headers.get("Content-Type"), "message/rfc822");
  http::Headers headers;
  headers.set("If-None-Match", response.headers.get("ETag"));
  EXPECT_EQ(ask(Method::get, "/v1/messages/" + id_ + "/raw", "", headers).status, Status::not_modified);
  headers = {};
  headers.set("Range", "bytes=0-4");
  const auto range = ask(Method::get, "/v1/messages/" + id_ + "/raw", "", headers);
  EXPECT_EQ(range.status, Status::partial_content);
  EXPECT_EQ(http::bytes_of(range.body), rich_mail.substr(0, 5));
}

TEST_F(MessageViews, RawIsSavedWhenAsked) {
  const auto response = view("/raw?download=true");
  const auto name = response.headers.get("Content-Disposition");
  EXPECT_TRUE(name.starts_with("attachment")) << name;
  EXPECT_NE(name.find(id_ + ".eml"), std::string::npos) << name;
}

TEST_F(MessageViews, HtmlIsSandboxedAndShowsItsParts) {
  const auto response = view("/html");
  const std::string html(http::bytes_of(response.body));
  EXPECT_NE(html.find("src=\"/v1/messages/" + id_ + "/parts/" + part_id("logo.png") + "\""),
            std::string::npos)
      << html;
  EXPECT_EQ(html.find("cid:"), std::string::npos);
  const auto policy = response.headers.get("Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("sandbox ")) << policy;
  EXPECT_EQ(policy.find("https:"), std::string::npos) << policy;
  EXPECT_NE(view("/html?remote=true").headers.get("Content-Security-Policy").find("https:"),
            std::string::npos);
}

TEST_F(MessageViews, HtmlOfLatestNamesTheMessageItself) {
  const auto response = get("/v1/messages/latest/html");
  EXPECT_NE(http::bytes_of(response.body).find("/v1/messages/" + id_ + "/parts/"), std::string_view::npos);
}

TEST_F(MessageViews, BodiesThatAreMissingAreEmpty) {
  EXPECT_EQ(view("/text").status, Status::ok);
  const auto id = inject_subject("plain");
  const auto html = get("/v1/messages/" + id + "/html");
  EXPECT_EQ(html.status, Status::ok);
  EXPECT_EQ(http::bytes_of(html.body), "");
  const auto text = get("/v1/messages/" + id + "/text");
  EXPECT_EQ(text.headers.get("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_NE(http::bytes_of(text.body).find("body"), std::string_view::npos);
}

TEST_F(MessageViews, HeadersComeInOrderDecodedAndRaw) {
  const auto headers = json_of(view("/headers"));
  EXPECT_EQ(headers[0]["name"], "From");
  EXPECT_EQ(headers[3]["name"], "Subject");
  EXPECT_EQ(headers[3]["value"], "Grüße 1234");
  EXPECT_NE(headers[3]["raw"].get<std::string>().find("=?utf-8?q?"), std::string::npos);
}

TEST_F(MessageViews, PartsAreATree) {
  const auto root = json_of(view("/parts"));
  EXPECT_EQ(root["contentType"], "multipart/mixed");
  EXPECT_EQ(root["role"], "container");
  ASSERT_EQ(root["parts"].size(), 3u);
  EXPECT_EQ(root["parts"][0]["contentType"], "multipart/related");
  ASSERT_EQ(root["parts"][0]["parts"].size(), 2u);
  EXPECT_EQ(root["parts"][0]["parts"][0]["role"], "html");
  EXPECT_EQ(root["parts"][0]["parts"][1]["contentId"], "logo@shop");
  EXPECT_EQ(root["parts"][1]["role"], "attachment");
}

TEST_F(MessageViews, PartIsDecodedAndKeepsASafeType) {
  const auto image = view("/parts/" + part_id("logo.png"));
  EXPECT_EQ(http::bytes_of(image.body), "\x89PNG\r\n\x1a\n");
  ASSERT_EQ(image.headers.get("Content-Type"), "image/png");
  EXPECT_TRUE(image.headers.get("Content-Disposition").starts_with("inline"));
  EXPECT_TRUE(image.headers.get("Content-Security-Policy").starts_with("sandbox"));
  EXPECT_TRUE(view("/parts/" + part_id("logo.png") + "?download=true")
                  .headers.get("Content-Disposition")
                  .starts_with("attachment"));
}

TEST_F(MessageViews, ImagesMayBeEmbeddedByTheirOwnMessageOnly) {
  EXPECT_EQ(view("/parts/" + part_id("logo.png")).headers.get("Cross-Origin-Resource-Policy"),
            "cross-origin");
  EXPECT_EQ(
      get("/v1/messages/latest/parts/" + part_id("logo.png")).headers.get("Cross-Origin-Resource-Policy"),
      "same-origin");
  EXPECT_EQ(view("/parts/" + part_id("a.txt")).headers.get("Cross-Origin-Resource-Policy"), "same-origin");
}

TEST_F(MessageViews, WhatABrowserWouldRunIsOnlySaved) {
  const auto page = view("/parts/" + part_id("evil.html"));
  EXPECT_EQ(page.headers.get("Content-Type"), "application/octet-stream");
  EXPECT_TRUE(page.headers.get("Content-Disposition").starts_with("attachment"));
  EXPECT_EQ(page.headers.get("X-Content-Type-Options"), "nosniff");
}

TEST_F(MessageViews, UnknownPartIs404AndNamesTheOnesThereAre) {
  const auto response = view("/parts/9.9");
  EXPECT_EQ(response.status, Status::not_found);
  EXPECT_NE(message_of(response).find(part_id("a.txt")), std::string::npos);
}

TEST_F(MessageViews, AttachmentsComeAsOneArchive) {
  const auto response = view("/attachments.zip");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/zip");
  KeptBytes sink;
  run_task(context_, std::get<http::BodyWriter>(response.body)(sink));
  EXPECT_TRUE(sink.written.starts_with("PK\x03\x04"));
  for (const auto* name : {"logo.png", "a.txt", "evil.html"}) {
    EXPECT_NE(sink.written.find(name), std::string::npos) << name;
  }
}

TEST_F(MessageViews, ArchiveStopsWhenTheClientIsGone) {
  const auto response = view("/attachments.zip");
  KeptBytes sink(false);
  run_task(context_, std::get<http::BodyWriter>(response.body)(sink));
  EXPECT_EQ(sink.writes, 1);
}

TEST_F(MessageViews, UnknownMessageIs404Everywhere) {
  for (const auto* below :
       {"", "/raw", "/html", "/text", "/headers", "/parts", "/parts/0", "/attachments.zip"}) {
    EXPECT_EQ(get("/v1/messages/none" + std::string(below)).status, Status::not_found) << below;
  }
}

}  // namespace
}  // namespace mailstop::test
