#include "mail/submitted_message.hpp"

#include <gmock/gmock.h>

namespace mailstop::mail {
namespace {

using testing::IsEmpty;

const SubmissionDefaults defaults{"\"Jane\" <jane@host.test>", "Sat, 21 Nov 2026 22:32:25 +0100",
                                  "<1@host.test>"};

TEST(PrepareSubmission, AddsOnlyWhatIsMissing) {
  const std::string whole =
      "from: a@x.test\r\nDATE: then\r\nMessage-Id: <9@x>\r\nSubject: folded\r\n line\r\n\r\nbody\r\n.\r\n";
  EXPECT_EQ(prepare_submission(whole, RecipientSource::arguments, defaults).message, whole);
  EXPECT_EQ(prepare_submission("Subject: Hi\r\n\r\nbody", RecipientSource::arguments, defaults).message,
            "Subject: Hi\r\nFrom: \"Jane\" <jane@host.test>\r\nDate: Sat, 21 Nov 2026 22:32:25 +0100\r\n"
            "Message-ID: <1@host.test>\r\n\r\nbody");
}

TEST(PrepareSubmission, TakesTextWithoutAHeader) {
  const auto prepared = prepare_submission("just text\r\n", RecipientSource::header, defaults);
  EXPECT_TRUE(prepared.message.ends_with("Message-ID: <1@host.test>\r\n\r\njust text\r\n"));
  EXPECT_THAT(prepared.recipients, IsEmpty());
  EXPECT_TRUE(prepare_submission("", RecipientSource::header, defaults).message.ends_with(">\r\n\r\n"));
}

TEST(PrepareSubmission, TakesRecipientsFromTheHeaderAndHidesBcc) {
  const std::string input =
      "From: a@x.test\r\nTo: Bob <b@x.test>,\r\n c@x.test\r\nBcc: d@x.test\r\n hidden\r\nCc: root\r\nDate: "
      "x\r\n"
      "bcc: e@x.test\r\nMessage-ID: <1>\r\n\r\nBcc: text\r\n";
  const auto prepared = prepare_submission(input, RecipientSource::header, defaults);
  EXPECT_THAT(prepared.recipients, testing::IsSupersetOf({"b@x.test", "c@x.test", "root", "e@x.test"}));
  EXPECT_EQ(
      prepared.message,
      "From: a@x.test\r\nTo: Bob <b@x.test>,\r\n c@x.test\r\nCc: root\r\nDate: x\r\nMessage-ID: <1>\r\n\r\n"
      "Bcc: text\r\n");
  const auto kept = prepare_submission(input, RecipientSource::arguments, defaults);
  EXPECT_EQ(kept.message, input);
  EXPECT_THAT(kept.recipients, IsEmpty());
}

TEST(PrepareSubmission, DropsTheLineOfMbox) {
  const auto prepared =
      prepare_submission("From jane Sat Nov 21\r\nFrom: a@x.test\r\nDate: x\r\nMessage-ID: <1>\r\n\r\nx",
                         RecipientSource::arguments, defaults);
  EXPECT_EQ(prepared.message, "From: a@x.test\r\nDate: x\r\nMessage-ID: <1>\r\n\r\nx");
}

TEST(DisplayName, IsQuotedOrEncoded) {
  EXPECT_EQ(to_display_name("Jane \"J\" Doe\r\n"), "\"Jane \\\"J\\\" Doe\"");
  EXPECT_EQ(to_display_name("Jürg"), "=?utf-8?B?SsO8cmc=?=");
}

TEST(HeaderDate, IsThatOfRfc5322) {
  EXPECT_THAT(to_header_date(0),
              testing::ContainsRegex("^(Thu|Wed), [0-9]{2} (Jan|Dec) 19(70|69) [0-9:]{8} [+-][0-9]{4}$"));
}

}  // namespace
}  // namespace mailstop::mail
