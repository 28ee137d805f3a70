// Waits until the mail is as a test expects it, and explains why it is not. Held here and not by the client:
// it subscribes to the events, looks at the store, then waits for news; nothing is polled and no thread is
// kept. Cancelling the task frees everything.
//
// Thread: the executor it is awaited on. The mailroom outlives it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"
#include "query/match.hpp"

namespace mailstop::mailroom {

// How many messages are to match, both ends included. Without a minimum it holds only when time is over:
// until then one too many may come.
struct Count {
  std::uint32_t min = 1;
  std::optional<std::uint32_t> max;

  bool operator==(const Count&) const = default;
};

constexpr std::uint32_t largest_count = 1000;

struct Expectation {
  query::Match match;
  std::optional<std::string> inbox;
  std::uint64_t after = 0;  // only messages whose sequence is greater
  Duration within{5000};
  Count count;
};

struct Mismatch {
  std::string field;
  std::string expected;
  std::string actual;  // "" when there is nothing
};

struct Nearest {
  mail::MessageSummary message;
  std::vector<Mismatch> mismatches;  // none when it matches, which is one too many
};

// Why a test is red.
struct Explanation {
  std::vector<Nearest> nearest;
  std::vector<std::string> hints;                  // whole sentences
  std::vector<mail::SmtpSession> failed_sessions;  // newest first, without transcript
};

struct Outcome {
  bool passed = false;
  Duration waited{};
  std::uint64_t matched = 0;  // exact up to store::matched_limit
  std::uint64_t sequence = 0;
  std::vector<OpenedMessage> messages;  // when passed: those that match, newest first, at most largest_count
  Explanation explanation;              // when not
};

// Errors: those of the store; unavailable when the server stops.
Task<Result<Outcome>> await_expectation(Mailroom& mailroom, Expectation expectation);

}  // namespace mailstop::mailroom
