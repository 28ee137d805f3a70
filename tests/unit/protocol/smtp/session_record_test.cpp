#include "protocol/smtp/session_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::smtp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(SessionRecord, GivesWhatIsNew) {
  SessionRecord record;
  record.add(Direction::server, "220 hello");
  record.add(Direction::client, "QUIT");
  EXPECT_THAT(record.take(), ElementsAre(RecordEntry{Direction::server, "220 hello"},
                                         RecordEntry{Direction::client, "QUIT"}));
  EXPECT_THAT(record.take(), IsEmpty());
  EXPECT_THAT(record.close(), IsEmpty());
}

TEST(SessionRecord, IsBoundedByEntries) {
  SessionRecord record({2, 1000, 100});
  for (const auto* text : {"a", "b", "c", "d"}) record.add(Direction::client, text);
  EXPECT_EQ(record.take().size(), 2u);
  record.add(Direction::client, "e");
  EXPECT_THAT(record.take(), IsEmpty());
  EXPECT_THAT(record.close(), ElementsAre(RecordEntry{Direction::server, "... 3 more lines"}));
  EXPECT_THAT(record.close(), IsEmpty());
}

TEST(SessionRecord, IsBoundedByBytes) {
  SessionRecord record({100, 5, 100});
  for (const auto* text : {"abcdef", "b"}) record.add(Direction::client, text);
  EXPECT_THAT(record.close(), ElementsAre(RecordEntry{Direction::client, "abcdef"},
                                          RecordEntry{Direction::server, "... 1 more line"}));
}

TEST(SessionRecord, LinesAreCleanAndCut) {
  SessionRecord record({10, 1000, 5});
  record.add(Direction::client, "a\x1B\xFF");
  record.add(Direction::client, "1234567");
  EXPECT_THAT(record.take(), ElementsAre(RecordEntry{Direction::client, "a\\x1b\xEF\xBF\xBD"},
                                         RecordEntry{Direction::client, "12345... (7 bytes)"}));
}

struct Masked {
  std::string_view line;
  std::string_view verb;
  std::string_view shown;
  Suspicion suspicion = Suspicion::none;
};

TEST(MaskCommand, HidesCredentialsAndNothingElse) {
  const Masked rows[] = {
      {"MAIL FROM:<a@b.test> AUTH=<>", "MAIL", "MAIL FROM:<a@b.test> AUTH=<>"},
      {"AUTH", "AUTH", "AUTH"},
      {"AUTH PLAIN", "AUTH", "AUTH PLAIN"},
      {"AUTH PLAIN =", "AUTH", "AUTH PLAIN ="},
      {"auth plain AGFsaWNlAHNlY3JldA==", "AUTH", "AUTH plain <secret, 20 characters>"},
      {"AUTH  PLAIN  AGFs  more", "AUTH", "AUTH PLAIN <secret, 10 characters>"},
      {"AUTH NTLM TlRM", "AUTH", "AUTH NTLM <secret, 4 characters>"},
      {"AUTH hunter2", "AUTH", "AUTH <secret, 7 characters>"},
      {"FOO bar", "", "FOO bar"},
      {"MAI FROM:<a@b.test>", "", "MAI FROM:<a@b.test>"},
      {"AGFsaWNlAHNlY3JldA==", "", "<20 characters that are no command>", Suspicion::was_authenticating},
      {" AUTH PLAIN AGFs", "", "<16 characters that are no command>"},
      {"AUTH\tPLAIN\tAGFs", "", "<15 characters that are no command>"},
      {"XAUTH PLAIN AGFs", "", "<16 characters that are no command>"},
      {"ATUH PLAIN AGFs", "", "<15 characters that are no command>"},
      {"GET /m/1 HTTP/1.1", "GET", "GET /m/1 HTTP/1.1"},
      {"GET /?token=hunter2 HTTP/1.1", "GET", "GET /?<secret, 22 characters>"},
      {"GET http://me:hunter2@host/ HTTP/1.1", "GET", "GET <secret, 36 characters>"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(mask_command(row.line, row.verb, row.suspicion), row.shown) << row.line;
}

TEST(MaskResponse, ShowsNothingButACancellation) {
  EXPECT_EQ(mask_response("*"), "*");
  EXPECT_EQ(mask_response(""), "<secret, 0 characters>");
  EXPECT_THAT(mask_response("AGFsaWNl"), Not(HasSubstr("AGF")));
}

TEST(MaskChallenge, ShowsThePromptsOnly) {
  EXPECT_EQ(mask_challenge("334 "), "334 ");
  EXPECT_EQ(mask_challenge("334 VXNlcm5hbWU6"), "334 VXNlcm5hbWU6");
  EXPECT_EQ(mask_challenge("334 dj1zaWduYXR1cmU="), "334 <challenge, 16 characters>");
}

}  // namespace
}  // namespace mailstop::smtp
