#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

using MailpitSend = CompatFixture;

TEST_F(MailpitSend, StoresAMessageWithAllThatIsGiven) {
  const auto response = post("/api/v1/send", R"({
    "From": {"Email": "shop@x.test", "Name": "Zoë"}, "to": [{"Email": "a@x.test", "Name": "A"}],
    "Cc": [{"Email": "c@x.test"}], "Bcc": ["hidden@x.test"], "ReplyTo": [{"Email": "help@x.test"}],
    "Subject": "Grüße", "Text": "text", "HTML": "<p><img src='cid:logo'></p>",
    "Attachments": [{"Content": "data:text/plain;base64,aGk=", "Filename": "hi.txt"},
                    {"Content": "iVBORw0KGgo=", "Filename": "l.png", "ContentType": "image/png", "ContentID": "logo"}],
    "Tags": ["One", "two"], "Headers": {"X-Order": "7"}, "Unknown": 1})");
  ASSERT_EQ(response.status, Status::ok) << text_of(response);
  const auto id = json_of(response)["ID"].get<std::string>();
  const auto message = json_of(get("/api/v1/message/" + id));
  EXPECT_EQ(message["From"], Json({{"Name", "Zoë"}, {"Address", "shop@x.test"}}));
  EXPECT_EQ(message["Bcc"][0]["Address"], "hidden@x.test");
  EXPECT_EQ(message["ReplyTo"][0]["Address"], "help@x.test");
  EXPECT_EQ(message["Subject"], "Grüße");
  EXPECT_EQ(message["Tags"], Json::array({"One", "two"}));
  EXPECT_EQ(message["Attachments"][0]["FileName"], "hi.txt");
  EXPECT_EQ(message["Inline"][0]["ContentID"], "logo");
  const auto headers = json_of(get("/api/v1/message/" + id + "/headers"));
  EXPECT_EQ(headers["X-Order"], Json::array({"7"}));
  EXPECT_EQ(headers["X-Tags"], Json::array({"One, two"}));
  EXPECT_EQ(headers["Return-Path"], Json::array({"<shop@x.test>"}));
  EXPECT_FALSE(headers.contains("Received"));
}

TEST_F(MailpitSend, KeepsTheUserOfBasicAuth) {
  http::Headers headers;
  headers.set("Authorization", "Basic YWxpY2U6c2VjcmV0");
  ask(Method::post, "/api/v1/send", R"({"From":{"Email":"a@x.test"}})", headers);
  EXPECT_EQ(json_of(get("/api/v1/message/latest"))["Username"], "alice");
}

struct RefusedSend {
  const char* body;
  const char* error;
};

class MailpitRefusedSend : public CompatFixture, public testing::WithParamInterface<RefusedSend> {};

TEST_P(MailpitRefusedSend, SaysWhyInJson) {
  const auto response = post("/api/v1/send", GetParam().body);
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_EQ(keys_of(json_of(response)), std::vector<std::string>{"Error"});
  EXPECT_EQ(json_of(response)["Error"], GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, MailpitRefusedSend,
    testing::Values(
        RefusedSend{"", "EOF"}, RefusedSend{"{", "invalid JSON"},
        RefusedSend{"{}", "missing or invalid From address"},
        RefusedSend{R"({"From":{"Email":"nobody"}})", "invalid From address: nobody"},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"To":[{"Email":"b"}]})", "invalid To address: b"},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"Cc":[{"Email":"b"}]})", "invalid Cc address: b"},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"Bcc":["b"]})", "invalid Bcc address: b"},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"ReplyTo":[{"Email":"b"}]})",
                    "invalid Reply-To address: b"},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"To":{}})",
                    "json: cannot unmarshal object into Go struct field .To of type []struct"},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"Headers":{"mime-version":"1"}})",
                    "cannot overwrite header: \"Mime-Version\""},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"Tags":["x"],"Headers":{"X-Tags":"1"}})",
                    "cannot overwrite header: \"X-Tags\""},
        RefusedSend{R"({"From":{"Email":"a@x.test"},"Attachments":[{"Content":"*","Filename":"f"}]})",
                    "error decoding base64 attachment \"f\": illegal base64 data"}));

}  // namespace
}  // namespace mailstop::test
