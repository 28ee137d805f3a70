// Every file of tests/transcripts/smtp, three ways: each packet whole, byte by byte, and cut in two at every
// offset.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "smtp_dialect.hpp"
#include "smtp_transcripts.hpp"
#include "support/transcript_player.hpp"

namespace mailstop::test {

namespace {

using SmtpPlayer = TranscriptPlayer<SmtpDialect>;

std::vector<std::string_view> whole(std::string_view packet, std::size_t) {
  return {packet};
}

std::vector<std::string_view> bytes(std::string_view packet, std::size_t) {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < packet.size(); ++i) pieces.push_back(packet.substr(i, 1));
  return pieces;
}

Cut in_two_at(std::size_t place) {
  return [place](std::string_view packet, std::size_t offset) -> std::vector<std::string_view> {
    if (place <= offset || place >= offset + packet.size()) return {packet};
    return {packet.substr(0, place - offset), packet.substr(place - offset)};
  };
}

std::size_t count_client_bytes(const Transcript& transcript) {
  std::size_t count = 0;
  for (const auto& step : transcript.steps)
    count += step.kind == StepKind::client_sends ? step.text.size() : 0;
  return count;
}

class SmtpTranscript : public testing::TestWithParam<Transcript> {};

TEST_P(SmtpTranscript, PlaysWhole) {
  EXPECT_EQ(SmtpPlayer(GetParam(), whole).play(), "");
}

TEST_P(SmtpTranscript, PlaysByteByByte) {
  EXPECT_EQ(SmtpPlayer(GetParam(), bytes).play(), "");
}

// Long sessions are cut at 3,000 places spread evenly, the others everywhere.
TEST_P(SmtpTranscript, PlaysCutAtEveryOffset) {
  const auto count = count_client_bytes(GetParam());
  const auto stride = std::max<std::size_t>(1, count / 3000);
  for (std::size_t place = 1; place < count; place += stride) {
    ASSERT_EQ(SmtpPlayer(GetParam(), in_two_at(place)).play(), "") << "cut at byte " << place;
  }
}

INSTANTIATE_TEST_SUITE_P(Smtp, SmtpTranscript, testing::ValuesIn(read_smtp_transcripts()), to_test_name);

TEST(TranscriptPlayer, NoticesWhatTheServerDoesNotSay) {
  const auto transcript = parse_transcript("t", "S: 220 *\nC: NOOP\nS: 250 2.0.0 Ok\nS: 250 once more\n");
  EXPECT_THAT(SmtpPlayer(transcript, whole).play(), testing::HasSubstr("line 4"));
}

TEST(TranscriptPlayer, NoticesWhatTheServerSaysBeyondTheFile) {
  const auto transcript = parse_transcript("t", "S: 220 *\nC: NOOP\n");
  EXPECT_THAT(SmtpPlayer(transcript, whole).play(), testing::HasSubstr("250 2.0.0 Ok"));
}

TEST(TranscriptPlayer, NoticesAWrongReply) {
  const auto transcript = parse_transcript("t", "S: 220 *\nC: NOOP\nS: 251 *\n");
  EXPECT_THAT(SmtpPlayer(transcript, whole).play(), testing::HasSubstr("251 *"));
}

TEST(TranscriptPlayer, NoticesAConnectionThatStaysOpen) {
  const auto transcript = parse_transcript("t", "S: 220 *\n!close\n");
  EXPECT_THAT(SmtpPlayer(transcript, whole).play(), testing::HasSubstr("!close"));
}

TEST(TranscriptPattern, StarMatchesAnyText) {
  EXPECT_TRUE(matches("250 *", "250 "));
  EXPECT_TRUE(matches("250-SIZE * bytes", "250-SIZE 12 bytes"));
  EXPECT_TRUE(matches("a*b*c", "a-b-b-c"));
  EXPECT_TRUE(matches("a\\*", "a*"));
  EXPECT_FALSE(matches("a\\*", "ab"));
  EXPECT_FALSE(matches("250 *x", "250 y"));
  EXPECT_FALSE(matches("250", "250 "));
}

TEST(TranscriptSyntax, EscapesAndRepetition) {
  const auto transcript = parse_transcript("t", "C- a\\r\\n\\0\\x1B\\\\\\{3*x\\t}\n");
  EXPECT_EQ(transcript.steps.at(0).text, std::string("a\r\n\0\x1B\\x\tx\tx\t", 12));
  EXPECT_THROW(parse_transcript("t", "C: \\q\n"), std::runtime_error);
  EXPECT_THROW(parse_transcript("t", "Q: what\n"), std::runtime_error);
}

}  // namespace
}  // namespace mailstop::test
