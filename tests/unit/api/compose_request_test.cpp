#include "api/v1/compose_request.hpp"

#include <gtest/gtest.h>

#include "mail/message_parser.hpp"

namespace mailstop::api::v1 {
namespace {

const Timestamp now{Duration{1'795'300'000'000}};

Result<mailroom::Arrival> inject(std::string_view query, std::string raw) {
  return parse_injected(*http::QueryParameters::parse(query), std::move(raw));
}

std::vector<std::string> recipients_of(const mailroom::Arrival& arrival) {
  std::vector<std::string> addresses;
  for (const auto& recipient : arrival.envelope.recipients) addresses.push_back(recipient.address);
  return addresses;
}

class ComposeRequest : public testing::Test {
 protected:
  ComposeRequest() { mail::initialise_parser(); }
};

TEST_F(ComposeRequest, MakesMessageAndEnvelope) {
  const auto arrival = parse_composed(R"({
    "from": "Shop <app@shop.test>", "to": ["Alice <a@x.test>, b@x.test", {"name": "C", "address": "c@x.test"}],
    "bcc": "hidden@x.test", "cc": {"address": "a@x.test"}, "subject": "Grüße", "text": "Hallo", "html": "<b>Hallo</b>",
    "headers": {"X-One": "1", "X-Two": ["2", "3"]}, "inbox": "shop", "tags": ["t"],
    "attachments": [{"filename": "a.txt", "contentType": "text/plain", "content": "aGVsbG8="}]})",
                                      now);
  ASSERT_TRUE(arrival) << arrival.error().message;
  EXPECT_EQ(arrival->envelope.sender, "app@shop.test");
  EXPECT_EQ(recipients_of(*arrival),
            (std::vector<std::string>{"a@x.test", "b@x.test", "c@x.test", "hidden@x.test"}));
  EXPECT_EQ(arrival->inbox, "shop");
  EXPECT_EQ(arrival->tags, std::vector<std::string>{"t"});

  const auto raw = arrival->raw.view();
  const auto parsed = mail::parse_message(raw);
  EXPECT_EQ(parsed.subject, "Grüße");
  EXPECT_NE(parsed.text.find("Hallo"), std::string::npos);
  EXPECT_EQ(raw.find("hidden@x.test"), std::string::npos);
  EXPECT_NE(raw.find("X-Two: 3"), std::string::npos);
  const auto file = std::find_if(parsed.parts.begin(), parsed.parts.end(), mail::is_file);
  ASSERT_NE(file, parsed.parts.end());
  EXPECT_EQ(mail::decode_part(raw, *file), "hello");
}

TEST_F(ComposeRequest, TakesTheEnvelopeOfRawBytesFromTheHeader) {
  const std::string raw = "From: X <x@a.test>\nTo: y@a.test\nCc: z@a.test, y@a.test\n\nTo: body@a.test\n";
  const auto arrival = inject("", raw);
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->envelope.sender, "x@a.test");
  EXPECT_EQ(recipients_of(*arrival), (std::vector<std::string>{"y@a.test", "z@a.test"}));
  EXPECT_EQ(arrival->raw, raw);
}

TEST_F(ComposeRequest, ParametersWinOverTheHeader) {
  const auto arrival =
      inject("sender=&recipient=a%40b.test&recipient=c%40d.test", "From: x@a.test\r\nTo: y@a.test\r\n\r\n");
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->envelope.sender, "");
  EXPECT_EQ(recipients_of(*arrival), (std::vector<std::string>{"a@b.test", "c@d.test"}));
}

TEST_F(ComposeRequest, AcceptsBytesThatAreNoMessage) {
  const auto arrival = inject("", "\xff\xfe nothing here");
  ASSERT_TRUE(arrival);
  EXPECT_TRUE(arrival->envelope.recipients.empty());
}

TEST_F(ComposeRequest, RefusesRecipientsThatNoEnvelopeHolds) {
  EXPECT_NE(inject("recipient=", "\r\n").error().message.find("\"recipient\""), std::string::npos);
  EXPECT_NE(inject("recipient=a%0d%0ab", "\r\n").error().message.find("control"), std::string::npos);
  EXPECT_NE(inject("sender=a%01&recipient=b", "\r\n").error().message.find("\"sender\""), std::string::npos);
}

struct Refused {
  const char* body;
  const char* message;
};

class RefusedComposition : public testing::TestWithParam<Refused> {};

TEST_P(RefusedComposition, NamesWhatIsWrong) {
  mail::initialise_parser();
  const auto arrival = parse_composed(GetParam().body, now);
  ASSERT_FALSE(arrival);
  EXPECT_EQ(arrival.error().code, Errc::invalid_argument);
  EXPECT_NE(arrival.error().message.find(GetParam().message), std::string::npos) << arrival.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedComposition,
    testing::Values(
        Refused{"nonsense", "not valid JSON"}, Refused{"{}", "\"from\" is missing"},
        Refused{R"({"from":"a@b.test"})", "\"to\", \"cc\" or \"bcc\" is needed"},
        Refused{R"({"form":"a@b.test"})", "unknown field \"form\"; did you mean \"from\"?"},
        Refused{R"({"from":1})", "\"from\" must be an address"},
        Refused{R"({"from":"a@b.test","to":[{"adress":"x"}]})",
                "\"to[0].adress\"; did you mean \"address\"?"},
        Refused{R"({"from":"a@b.test","to":[{"name":"x"}]})", "\"to[0].address\" is missing"},
        Refused{R"({"from":"a@b.test","to":"c@d.test","subject":7})",
                "\"subject\" must be a string, it is a number"},
        Refused{R"({"from":"a@b.test","to":"c@d.test","headers":{"X-A":1}})",
                "\"headers.X-A\" must be a string"},
        Refused{R"({"from":"a@b.test","to":"c@d.test","attachments":[{"filename":"x"}]})",
                "\"attachments[0].content\" is missing"},
        Refused{R"({"from":"a@b.test","to":"c@d.test","attachments":[{"filename":"x","content":"?"}]})",
                "\"attachments[0].content\" must be base64"},
        Refused{R"({"from":"a@b.test","to":"c@d.test","headers":{"X-A\r\nEvil":"1"}})", ""},
        Refused{R"({"from":"a@b.test","to":"c@d.test","inbox":"../x"})", "\"inbox\" must be an inbox name"}));

}  // namespace
}  // namespace mailstop::api::v1
