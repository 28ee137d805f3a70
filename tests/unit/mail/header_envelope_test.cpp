#include "mail/header_envelope.hpp"

#include <gmock/gmock.h>

namespace mailstop::mail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(HeaderEnvelope, IsOfReturnPathElseOfFrom) {
  EXPECT_EQ(read_header_envelope("From: A <a@x.test>\r\nReturn-Path: <r@x.test>\r\n\r\n").sender, "r@x.test");
  EXPECT_EQ(read_header_envelope("Return-Path: <>\nFrom: a@x.test\n\n").sender, "");
  EXPECT_EQ(read_header_envelope("From: A <a@x.test>, b@x.test\n\nFrom: c@x.test\n").sender, "a@x.test");
  EXPECT_EQ(read_header_envelope("Subject: none\n\n").sender, "");
  EXPECT_EQ(read_header_envelope("").sender, "");
}

TEST(HeaderEnvelope, HasEachRecipientOnce) {
  const auto envelope = read_header_envelope(
      "To: Alice <a@x.test>, b@x.test\r\nCc: team: c@x.test, a@x.test;\r\nBcc: d@x.test\r\n\r\nTo: "
      "e@x.test\r\n");
  EXPECT_THAT(envelope.recipients, ElementsAre("a@x.test", "b@x.test", "c@x.test", "d@x.test"));
}

TEST(HeaderEnvelope, LeavesOutWhatIsNoMailbox) {
  EXPECT_THAT(read_header_envelope("To: undisclosed-recipients:;, nobody\n\n").recipients, IsEmpty());
}

}  // namespace
}  // namespace mailstop::mail
