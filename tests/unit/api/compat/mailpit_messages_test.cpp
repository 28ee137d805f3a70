// Mailpit's API, one message and lists of them: exactly its keys, its texts, its status codes.
#include "base/base64.hpp"
#include "image/decode_picture.hpp"
#include "image/encode_jpeg.hpp"
#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

using Mailpit = CompatFixture;
using Keys = std::vector<std::string>;

const Keys summary_keys{"ID",       "MessageID", "Read",    "From",        "To",
                        "Cc",       "Bcc",       "ReplyTo", "Subject",     "Created",
                        "Username", "Tags",      "Size",    "Attachments", "Snippet"};

TEST_F(Mailpit, ListHasExactlyItsKeys) {
  inject(rich_mail, "?sender=e%40x.test&recipient=alice%40example.test&recipient=hidden%40x.test");
  const auto response = get("/api/v1/messages");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/json");
  EXPECT_TRUE(text_of(response).ends_with("}\n"));
  const auto list = json_of(response);
  EXPECT_EQ(keys_of(list), (Keys{"total", "unread", "count", "messages_count", "messages_unread", "start",
                                 "tags", "messages"}));
  ASSERT_EQ(list["messages"].size(), 1u);
  const auto& summary = list["messages"][0];
  EXPECT_EQ(keys_of(summary), summary_keys);
  EXPECT_EQ(summary["From"], Json({{"Name", "Shop"}, {"Address", "app@shop.test"}}));
  EXPECT_EQ(summary["Bcc"], Json::array({{{"Name", ""}, {"Address", "hidden@x.test"}}}));
  EXPECT_EQ(summary["MessageID"], "1@shop.test");
  EXPECT_EQ(summary["Tags"], Json::array());
  EXPECT_EQ(summary["Read"], false);
}

TEST_F(Mailpit, MessageHasExactlyItsKeysAndIsReadThen) {
  const auto id = inject(rich_mail, "?sender=e%40x.test&recipient=alice%40example.test");
  const auto message = json_of(get("/api/v1/message/" + id));
  EXPECT_EQ(keys_of(message), (Keys{"ID", "MessageID", "From", "To", "Cc", "Bcc", "ReplyTo", "ReturnPath",
                                    "Subject", "ListUnsubscribe", "Date", "Tags", "Username", "Text", "HTML",
                                    "Size", "Inline", "Attachments"}));
  EXPECT_EQ(keys_of(message["ListUnsubscribe"]), (Keys{"Header", "Links", "Errors", "HeaderPost"}));
  EXPECT_EQ(message["ReturnPath"], "e@x.test");
  EXPECT_EQ(message["Date"], "2026-11-21T22:32:25Z");
  EXPECT_EQ(message["Text"], "Confirm");
  ASSERT_EQ(message["Inline"].size(), 1u);
  const auto& logo = message["Inline"][0];
  EXPECT_EQ(keys_of(logo), (Keys{"PartID", "FileName", "ContentType", "ContentID", "Size", "Checksums"}));
  EXPECT_EQ(logo["ContentID"], "logo@shop");
  EXPECT_EQ(logo["Checksums"]["MD5"], "e9dd2797018cad79186e03e8c5aec8dc");
  ASSERT_EQ(message["Attachments"].size(), 2u);
  EXPECT_EQ(message["Attachments"][0]["FileName"], "a.txt");
  EXPECT_EQ(message["Size"].get<std::size_t>(), text_of(get("/api/v1/message/" + id + "/raw")).size());
  EXPECT_EQ(json_of(get("/api/v1/messages"))["messages"][0]["Read"], true);
}

TEST_F(Mailpit, MessageWithoutFromOrMessageIdHasBothFilledIn) {
  const auto id = inject("Subject: bare\r\n\r\nx\r\n", "?sender=e%40x.test&recipient=a%40x.test");
  const auto message = json_of(get("/api/v1/message/" + id));
  EXPECT_EQ(message["From"], Json({{"Name", ""}, {"Address", ""}}));
  EXPECT_EQ(message["MessageID"], id + "@mailstop");
  const auto headers = json_of(get("/api/v1/message/" + id + "/headers"));
  EXPECT_EQ(headers["Message-Id"], Json::array({"<" + id + "@mailstop>"}));
  EXPECT_EQ(headers["Return-Path"], Json::array({"<e@x.test>"}));
  EXPECT_EQ(headers["Bcc"], Json::array({"<a@x.test>"}));
  EXPECT_EQ(text_of(get("/v1/messages/" + id + "/raw")), "Subject: bare\r\n\r\nx\r\n");
}

TEST_F(Mailpit, DateKeepsTheOffsetOfItsHeader) {
  const auto id = inject("From: a@b.test\r\nDate: Sat, 21 Nov 2026 22:32:25 -0330\r\n\r\nx\r\n");
  EXPECT_EQ(json_of(get("/api/v1/message/" + id))["Date"], "2026-11-21T22:32:25-03:30");
}

TEST_F(Mailpit, EscapesMarkupLikeGo) {
  inject_subject("<b> & co");
  EXPECT_NE(text_of(get("/api/v1/messages")).find("\\u003cb\\u003e \\u0026 co"), std::string::npos);
}

TEST_F(Mailpit, PagesByStartAndLimit) {
  for (const auto* subject : {"one", "two", "three"}) inject_subject(subject);
  auto list = json_of(get("/api/v1/messages?start=1&limit=1"));
  EXPECT_EQ(list["count"], 1);
  EXPECT_EQ(list["start"], 1);
  EXPECT_EQ(list["total"], 3);
  EXPECT_EQ(list["messages_count"], 3);
  EXPECT_EQ(list["messages"][0]["Subject"], "two");
  EXPECT_EQ(json_of(get("/api/v1/messages?limit=0"))["count"], 3);
  EXPECT_EQ(json_of(get("/api/v1/messages?limit=x&start=-1"))["count"], 3);
  EXPECT_EQ(json_of(get("/api/v1/messages?start=18446744073709551615"))["count"], 0);
  list = json_of(get("/api/v1/search?query=subject:o&limit=1"));
  EXPECT_EQ(list["messages_count"], 2);
  EXPECT_EQ(list["messages_unread"], 2);
  EXPECT_EQ(list["messages"][0]["Subject"], "two");
  EXPECT_EQ(json_of(get("/api/v1/search?query=subject:o&limit=0"))["count"], 0);
}

TEST_F(Mailpit, IgnoresTheQueryOfAList) {
  inject_subject("one");
  EXPECT_EQ(json_of(get("/api/v1/messages?query=nothing&unknown=1"))["count"], 1);
}

TEST_F(Mailpit, MarksByIdsBySearchAndAll) {
  const auto one = inject_subject("one");
  inject_subject("two");
  const auto unread = [this] { return json_of(get("/api/v1/messages"))["unread"].get<int>(); };
  EXPECT_EQ(text_of(put("/api/v1/messages", R"({"read":true,"ids":["unknown",")" + one + R"("]})")), "ok");
  EXPECT_EQ(unread(), 1);
  EXPECT_EQ(text_of(put("/api/v1/messages", R"({"Read":true,"Search":"subject:two"})")), "ok");
  EXPECT_EQ(unread(), 0);
  EXPECT_EQ(text_of(put("/api/v1/messages", R"({"Read":false})")), "ok");
  EXPECT_EQ(unread(), 2);
  const auto both = put("/api/v1/messages", R"({"IDs":["a"],"Search":"b"})");
  EXPECT_EQ(both.status, Status::bad_request);
  EXPECT_EQ(text_of(both), "You may specify either IDs or a search query, not both");
}

TEST_F(Mailpit, DeletesRepeatedAndUnknownIdsAndNothingWhenItCannotRead) {
  const auto one = inject_subject("one");
  inject_subject("two");
  const auto total = [this] { return json_of(get("/api/v1/messages"))["total"].get<int>(); };
  EXPECT_EQ(remove("/api/v1/messages", R"({"IDs":[")" + one).status, Status::bad_request);
  EXPECT_EQ(remove("/api/v1/messages", R"({"IDs":"x"})").status, Status::bad_request);
  EXPECT_EQ(remove("/api/v1/messages", "[]").status, Status::bad_request);
  EXPECT_EQ(total(), 2);
  const auto ids = "\"" + one + "\"";
  EXPECT_EQ(text_of(remove("/api/v1/messages", "{\"IDs\":[" + ids + "," + ids + ",\"unknown\"]}")), "ok");
  EXPECT_EQ(total(), 1);
  EXPECT_EQ(text_of(remove("/api/v1/messages", "{}")), "ok");
  EXPECT_EQ(total(), 0);
  http::Headers client;
  client.set("User-Agent", "test");
  EXPECT_EQ(text_of(ask(Method::delete_, "/api/v1/messages", "", client)), "ok");
}

TEST_F(Mailpit, DeletesWhatASearchFinds) {
  inject_subject("one");
  inject_subject("two");
  EXPECT_EQ(text_of(remove("/api/v1/search")), "Error: no search query");
  EXPECT_EQ(text_of(remove("/api/v1/search?query=one")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/messages"))["messages"][0]["Subject"], "two");
}

TEST_F(Mailpit, LatestIsTheNewestThatMatches) {
  inject_subject("one");
  inject_subject("two");
  EXPECT_EQ(json_of(get("/api/v1/message/latest"))["Subject"], "two");
  EXPECT_EQ(json_of(get("/api/v1/message/latest?query=subject%3Aone"))["Subject"], "one");
  const auto nothing = get("/api/v1/message/latest?query=three");
  EXPECT_EQ(nothing.status, Status::not_found);
  EXPECT_EQ(text_of(nothing), "Message not found");
  EXPECT_EQ(text_of(get("/api/v1/message/latest/html-check?query=three")), "404 page not found");
}

struct NotFound {
  const char* target;
  const char* text;
};

class MailpitNotFound : public CompatFixture, public testing::WithParamInterface<NotFound> {};

TEST_P(MailpitNotFound, SaysSoInItsWords) {
  const auto response = get(GetParam().target);
  EXPECT_EQ(response.status, Status::not_found);
  EXPECT_EQ(response.headers.get("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(text_of(response), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(All, MailpitNotFound,
                         testing::Values(NotFound{"/api/v1/message/x", "404 page not found"},
                                         NotFound{"/api/v1/message/x/headers", "404 page not found"},
                                         NotFound{"/api/v1/message/x/raw", "404 page not found"},
                                         NotFound{"/api/v1/message/x/part/1", "404 page not found"},
                                         NotFound{"/api/v1/message/x/html-check", "404 page not found"},
                                         NotFound{"/api/v1/message/x/link-check", "404 page not found"},
                                         NotFound{"/api/v1/message/x/sa-check", "404 page not found"},
                                         NotFound{"/view/x.html", "Message not found"},
                                         NotFound{"/view/x.txt", "Message not found"},
                                         NotFound{"/view/latest.html", "Message not found"}));

TEST_F(Mailpit, PartsAreBytesWithTheirOwnType) {
  const auto id = inject(rich_mail);
  const auto part = get("/api/v1/message/" + id + "/part/2");
  EXPECT_EQ(text_of(part), "file content");
  EXPECT_EQ(part.headers.get("Content-Type"), "text/plain");
  EXPECT_EQ(part.headers.get("Content-Disposition"), "inline; filename=\"a.txt\"");
  const auto evil = get("/api/v1/message/" + id + "/part/3");
  EXPECT_NE(evil.headers.get("Content-Security-Policy").find("sandbox"), std::string_view::npos);
  EXPECT_EQ(evil.headers.get("Cross-Origin-Resource-Policy"), "same-origin");
  const auto logo = "/part/1.2";
  EXPECT_EQ(get("/api/v1/message/" + id + logo).headers.get("Cross-Origin-Resource-Policy"), "cross-origin");
  EXPECT_EQ(get("/api/v1/message/latest/part/1.2").headers.get("Cross-Origin-Resource-Policy"),
            "same-origin");
  EXPECT_EQ(get("/api/v1/message/" + id + "/part/9").status, Status::not_found);
}

TEST_F(Mailpit, ThumbnailsShowPicturesAndNothingElse) {
  image::Picture black({180, 120});
  std::fill(black.bytes.begin(), black.bytes.end(), std::uint8_t{0});
  const auto jpeg = to_base64(image::encode_jpeg(black, 90));
  const auto thumbnail_of = [&](const std::string& type) {
    const auto id = inject("From: a@b.test\r\nContent-Type: " + type +
                           "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + jpeg + "\r\n");
    const auto thumbnail = get("/api/v1/message/" + id + "/part/0/thumb");
    EXPECT_EQ(thumbnail.headers.get("Content-Type"), "image/jpeg");
    return image::decode_picture(text_of(thumbnail), {180, 120}).value();
  };
  EXPECT_LE(thumbnail_of("image/jpeg").bytes.front(), 5);
  EXPECT_GE(thumbnail_of("application/octet-stream").bytes.front(), 250);
  const auto id = inject(rich_mail);
  EXPECT_EQ(get("/api/v1/message/" + id + "/part/2/thumb").status, Status::ok);
  EXPECT_EQ(get("/api/v1/message/latest/part/2/thumb").status, Status::ok);
  EXPECT_EQ(get("/api/v1/message/nobody/part/2/thumb").status, Status::bad_request);
  EXPECT_EQ(get("/api/v1/message/" + id + "/part/9/thumb").status, Status::bad_request);
}

TEST_F(Mailpit, ViewsAreTheBodies) {
  const auto id = inject(rich_mail);
  const auto html = get("/view/" + id + ".html");
  EXPECT_EQ(html.headers.get("Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(text_of(html).find("<img src=\"/api/v1/message/" + id + "/part/1.2\">"), std::string::npos);
  EXPECT_EQ(text_of(html).find("<base"), std::string::npos);
  EXPECT_NE(text_of(get("/view/latest.html?embed=1")).find("<base target=\"_blank\">"), std::string::npos);
  EXPECT_EQ(text_of(get("/view/latest.txt")), "Confirm");
  EXPECT_EQ(get("/view/latest").headers.get("Location"), "/view/" + id);
  EXPECT_EQ(get("/view/latest?query=nothing").headers.get("Location"), "/");
  EXPECT_EQ(get("/view/" + id).headers.get("Location"), "/m/" + id);
  inject_subject("plain");
  EXPECT_EQ(text_of(get("/view/latest.html")), "This message does not contain a HTML part");
}

TEST_F(Mailpit, ChecksAnswerInShape) {
  inject_subject("plain");
  EXPECT_EQ(text_of(get("/api/v1/message/latest/html-check")), "message does not contain HTML");
  inject(rich_mail);
  const auto html = json_of(get("/api/v1/message/latest/html-check"));
  EXPECT_EQ(keys_of(html), (Keys{"Total", "Warnings", "Platforms"}));
  EXPECT_EQ(keys_of(html["Total"]), (Keys{"Tests", "Nodes", "Supported", "Partial", "Unsupported"}));
  EXPECT_GT(html["Total"]["Nodes"].get<int>(), 3);
  const auto links = json_of(get("/api/v1/message/latest/link-check?follow=1"));
  EXPECT_EQ(links["Errors"], 0);
  EXPECT_EQ(links["Links"],
            Json::array({{{"URL", "https://shop.test/c"}, {"StatusCode", 0}, {"Status", "not checked"}}}));
  EXPECT_EQ(json_of(get("/api/v1/messages"))["messages"][0]["Read"], true);
  EXPECT_EQ(keys_of(json_of(get("/api/v1/message/latest/sa-check"))),
            (Keys{"IsSpam", "Error", "Score", "Rules"}));
}

TEST_F(Mailpit, ReleasesToNobody) {
  const auto target = "/api/v1/message/" + inject_subject("x") + "/release";
  EXPECT_EQ(post("/api/v1/message/x/release", "{}").status, Status::not_found);
  EXPECT_EQ(text_of(post(target, R"({"To":["nobody"]})")), "Invalid email address: nobody");
  EXPECT_EQ(text_of(post(target, R"({"To":[]})")), "No valid addresses found");
  EXPECT_EQ(text_of(post(target, R"({"To":["a@b.test"]})")), "SMTP error: no relay server is configured");
  EXPECT_EQ(post(target, R"({"To":["a@b.test"]})").status, Status::bad_request);
}

TEST_F(Mailpit, RefusesWrongMethodsAndOtherSitesInItsWords) {
  const auto refused = ask(Method::patch, "/api/v1/messages");
  EXPECT_EQ(refused.status, Status::method_not_allowed);
  EXPECT_EQ(text_of(refused), "Method Not Allowed\n");
  http::Headers foreign;
  foreign.set("Origin", "http://evil.test");
  const auto blocked = ask(Method::delete_, "/api/v1/messages", "", foreign);
  EXPECT_EQ(blocked.status, Status::forbidden);
  EXPECT_EQ(text_of(blocked), "Blocked due to CORS violation\n");
  EXPECT_EQ(ask(Method::options, "/api/v1/messages").status, Status::ok);
}

TEST_F(Mailpit, TagsAreSetRenamedAndDeleted) {
  const auto id = inject_subject("x");
  EXPECT_EQ(
      text_of(put("/api/v1/tags", R"({"Tags":["Zeta","alpha","ALPHA","a,b","!"],"IDs":[")" + id + R"("]})")),
      "ok");
  EXPECT_EQ(json_of(get("/api/v1/message/" + id))["Tags"], Json::array({"ab", "alpha", "Zeta"}));
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array({"ab", "alpha", "Zeta"}));
  EXPECT_EQ(json_of(get("/api/v1/search?query=tag:ZETA"))["count"], 1);
  EXPECT_EQ(text_of(put("/api/v1/tags/zeta", R"({"Name":"alpha"})")), "tag already exists: alpha");
  EXPECT_EQ(text_of(put("/api/v1/tags/none", R"({"Name":"x"})")), "tag not found: none");
  EXPECT_EQ(text_of(put("/api/v1/tags/zeta", R"({"Name":"!"})")), "invalid tag name: !");
  EXPECT_EQ(text_of(put("/api/v1/tags/zeta", R"({"Name":"Omega"})")), "ok");
  EXPECT_EQ(text_of(remove("/api/v1/tags/ab")), "ok");
  EXPECT_EQ(text_of(remove("/api/v1/tags/ab")), "tag not found: ab");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array({"alpha", "Omega"}));
  EXPECT_EQ(json_of(get("/api/v1/info"))["Tags"]["Omega"], 1);
  EXPECT_EQ(text_of(put("/api/v1/tags", R"({"Tags":[],"IDs":[")" + id + R"("]})")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array());
}

TEST_F(Mailpit, ChaosTakesWhatIsInRangeAndResetsTheRest) {
  EXPECT_EQ(
      text_of(get("/api/v1/chaos")),
      "{\"Sender\":{\"ErrorCode\":451,\"Probability\":0},\"Recipient\":{\"ErrorCode\":451,\"Probability\":0},"
      "\"Authentication\":{\"ErrorCode\":535,\"Probability\":0}}\n");
  const auto set = json_of(put(
      "/api/v1/chaos", R"({"sender":{"probability":100},"Recipient":{"ErrorCode":550,"Probability":5}})"));
  EXPECT_EQ(set["Sender"], Json({{"ErrorCode", 451}, {"Probability", 100}}));
  EXPECT_EQ(set["Recipient"], Json({{"ErrorCode", 550}, {"Probability", 5}}));
  EXPECT_EQ(faults_.chaos.strike(&faults::ChaosRules::sender), 451);
  EXPECT_EQ(text_of(put("/api/v1/chaos", R"({"Sender":{"ErrorCode":399}})")),
            "error code must be between 400 and 599");
  EXPECT_EQ(text_of(put("/api/v1/chaos", R"({"Sender":{"Probability":101}})")),
            "probability must be between 0 and 100");
  EXPECT_EQ(put("/api/v1/chaos", R"({"Sender":{"Probability":1e300}})").status, Status::bad_request);
  EXPECT_EQ(json_of(get("/api/v1/chaos")), set);
  EXPECT_EQ(put("/api/v1/chaos", "{}").status, Status::ok);
  EXPECT_FALSE(faults_.chaos.is_armed());
}

TEST_F(Mailpit, InfoAndWebUiHaveExactlyTheirKeys) {
  const auto info = json_of(get("/api/v1/info"));
  EXPECT_EQ(keys_of(info), (Keys{"Version", "LatestVersion", "Database", "DatabaseSize", "Messages", "Unread",
                                 "Tags", "RuntimeStats"}));
  EXPECT_EQ(keys_of(info["RuntimeStats"]), (Keys{"Uptime", "Memory", "MessagesDeleted", "SMTPAccepted",
                                                 "SMTPAcceptedSize", "SMTPRejected", "SMTPIgnored"}));
  const auto web = json_of(get("/api/v1/webui"));
  EXPECT_EQ(keys_of(web), (Keys{"Label", "MessageRelay", "SpamAssassin", "ChaosEnabled", "DuplicatesIgnored",
                                "HideDeleteAllButton"}));
  EXPECT_EQ(keys_of(web["MessageRelay"]),
            (Keys{"Enabled", "SMTPServer", "ReturnPath", "AllowedRecipients", "BlockedRecipients",
                  "OverrideFrom", "PreserveMessageIDs", "RecipientAllowlist"}));
  EXPECT_EQ(json_of(get("/api/v1/swagger.json"))["swagger"], "2.0");
}

}  // namespace
}  // namespace mailstop::test
