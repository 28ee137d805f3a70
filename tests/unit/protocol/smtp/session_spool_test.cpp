// A large message leaves the session in pieces. Where they are cut depends on how the bytes came, so this is
// no matter for a transcript.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {
namespace {

using testing::HasSubstr;

constexpr std::size_t spool_beyond = 10;
const std::string envelope = "EHLO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\n";

// What a session hands on, as its host would keep it.
struct Kept {
  std::string said;
  std::string spool;
  std::size_t largest = 0;
  std::size_t pieces = 0;
  std::size_t drops = 0;
  std::vector<std::string> messages;
};

struct SpoolingHost {
  SessionSettings settings;
  std::size_t fails_at = 1000;  // the number of the piece that finds the disk full

  SpoolingHost() { settings.limits.spool_beyond = spool_beyond; }

  Answer answer(Kept& kept, const Question& question) const {
    if (const auto* piece = std::get_if<Spool>(&question)) {
      if (kept.pieces++ == fails_at) return NotStored{{Errc::storage_full, "the disk is full"}};
      kept.largest = std::max(kept.largest, piece->bytes.size());
      kept.spool = (piece->begins ? "" : kept.spool) + piece->bytes;
      return Spooled{};
    }
    if (std::holds_alternative<DropSpool>(question)) {
      ++kept.drops;
      kept.spool.clear();
      return Spooled{};
    }
    const auto& store = std::get<Store>(question);
    EXPECT_TRUE(store.spooled == 0 || store.spooled == kept.spool.size());
    kept.messages.push_back((store.spooled > 0 ? kept.spool : "") + store.data);
    return Stored{std::to_string(kept.messages.size()), ""};
  }

  void pump(Session& session, Kept& kept) const {
    for (;;) {
      auto action = session.next();
      if (auto* send = std::get_if<engine::Send>(&action)) {
        kept.said += send->bytes;
      } else if (auto* question = std::get_if<Question>(&action)) {
        session.answered(answer(kept, *question));
      } else {
        return;
      }
    }
  }

  Kept play(const std::string& bytes, std::size_t step) const {
    Session session(settings);
    Kept kept;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      pump(session, kept);
      session.received(std::string_view(bytes).substr(at, step));
    }
    pump(session, kept);
    return kept;
  }
};

const std::string large_by_data =
    envelope + "DATA\r\nSubject: large\r\n\r\n..one\r\ntwo two two two\r\nthree\r\n.\r\nNOOP\r\n";
const std::string large_raw = "Subject: large\r\n\r\n.one\r\ntwo two two two\r\nthree\r\n";

TEST(SessionSpool, ALargeMessageLeavesInPiecesHoweverItComes) {
  const SpoolingHost host;
  for (std::size_t step = 1; step <= large_by_data.size(); ++step) {
    const auto kept = host.play(large_by_data, step);
    ASSERT_EQ(kept.messages, std::vector{large_raw}) << "in steps of " << step;
    EXPECT_LE(kept.largest, spool_beyond + step);
    EXPECT_THAT(kept.said, HasSubstr("250 2.0.0 Ok: queued as 1\r\n250 2.0.0 Ok\r\n"));
  }
}

TEST(SessionSpool, ASmallMessageStays) {
  const auto kept = SpoolingHost().play(envelope + "DATA\r\nA: b\r\n.\r\n", 5);
  EXPECT_EQ(kept.pieces, 0u);
  EXPECT_EQ(kept.messages, std::vector<std::string>{"A: b\r\n"});
}

TEST(SessionSpool, ChunksLeaveInPiecesHoweverTheyCome) {
  const std::string chunks =
      envelope +
      "BDAT 19\r\nSubject: a\r\n\r\nbody1BDAT 3\r\nxyzBDAT 14\r\n0123456789abcdBDAT 2 LAST\r\n\r\n";
  const SpoolingHost host;
  for (std::size_t step = 1; step <= chunks.size(); ++step) {
    const auto kept = host.play(chunks, step);
    ASSERT_EQ(kept.messages, std::vector<std::string>{"Subject: a\r\n\r\nbody1xyz0123456789abcd\r\n"})
        << "in steps of " << step;
    EXPECT_GT(kept.pieces, 0u);
    EXPECT_LE(kept.largest, spool_beyond + step);
  }
}

TEST(SessionSpool, AMessageThatCannotBePutByIsRefusedAtItsEnd) {
  SpoolingHost host;
  for (const std::size_t piece : {0u, 1u}) {
    host.fails_at = piece;
    for (std::size_t step = 1; step <= large_by_data.size(); ++step) {
      const auto kept = host.play(large_by_data, step);
      if (kept.pieces <= piece) continue;
      ASSERT_TRUE(kept.messages.empty()) << "in steps of " << step;
      EXPECT_THAT(kept.said, HasSubstr("354 Start mail input; end with <CRLF>.<CRLF>\r\n452 4.3.1 "));
      EXPECT_TRUE(kept.said.ends_with("250 2.0.0 Ok\r\n")) << kept.said;
    }
  }
}

TEST(SessionSpool, ChunksThatCannotBePutByFailTheMessage) {
  SpoolingHost host;
  host.fails_at = 0;
  const auto kept = host.play(
      envelope + "BDAT 20\r\n01234567890123456789BDAT 5\r\n01234BDAT 0 LAST\r\nRSET\r\nNOOP\r\n", 7);
  EXPECT_TRUE(kept.messages.empty());
  EXPECT_THAT(kept.said,
              testing::ContainsRegex("452 4.3.1 [^\r]*\r\n452 4.3.1 [^\r]*\r\n452 4.3.1 [^\r]*\r\n250 "));
}

TEST(SessionSpool, TheNextMessageBeginsAfresh) {
  const auto kept = SpoolingHost().play(envelope + "BDAT 20\r\n01234567890123456789RSET\r\n" +
                                            "MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\n" +
                                            "BDAT 20 LAST\r\nabcdefghijklmnopqrst",
                                        4);
  EXPECT_EQ(kept.messages, std::vector<std::string>{"abcdefghijklmnopqrst"});
}

TEST(SessionSpool, WhatIsOfNoUseIsDroppedAtOnce) {
  SpoolingHost host;
  const std::string chunk = "BDAT 20\r\n01234567890123456789";
  for (const auto& rest : {"RSET\r\n", "EHLO again\r\n", "RSET\r\nMAIL FROM:<a@b.test>\r\n"})
    EXPECT_EQ(host.play(envelope + chunk + rest, 1000).drops, 1u) << rest;
  const std::string small = "RSET\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nBDAT 2 LAST\r\n\r\n";
  EXPECT_EQ(host.play(envelope + chunk + small, 1000).drops, 1u);
  EXPECT_EQ(host.play(envelope + chunk + "NOOP\r\n", 3).drops, 0u);
  EXPECT_EQ(host.play(large_by_data, 3).drops, 0u);
  host.settings.limits.max_message_size = 30;
  EXPECT_EQ(host.play(large_by_data, 3).drops, 1u);
  EXPECT_EQ(host.play(envelope + chunk + "BDAT 11 LAST\r\n01234567890", 3).drops, 1u);
}

TEST(SessionSpool, TheLimitOfAMessageCountsWhatWasPutBy) {
  SpoolingHost host;
  host.settings.limits.max_message_size = 30;
  EXPECT_THAT(host.play(large_by_data, 3).said, HasSubstr("552 5.3.4 "));
  const auto kept = host.play(envelope + "BDAT 20\r\n01234567890123456789BDAT 11 LAST\r\n01234567890", 3);
  EXPECT_THAT(kept.said, HasSubstr("552 5.3.4 "));
  EXPECT_TRUE(kept.messages.empty());
}

}  // namespace
}  // namespace mailstop::smtp
