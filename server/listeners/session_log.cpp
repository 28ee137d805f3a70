#include "listeners/session_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mailstop::listeners {
namespace {

mail::SmtpSession starting_now(mailroom::Mailroom& mailroom, mail::SmtpSession start) {
  start.started_at = mailroom.now();
  return start;
}

}  // namespace

SessionLog::SessionLog(mailroom::Mailroom& mailroom, mail::SmtpSession start)
    : mailroom_(mailroom), session_(mailroom.sessions().open(starting_now(mailroom, std::move(start)))) {}

// A clock that was turned back must not make a session end before it began.
SessionLog::~SessionLog() {
  session_->ended_at = std::max(mailroom_.now(), session_->started_at);
  mailroom_.sessions().close(std::move(session_));
}

void SessionLog::add(std::vector<smtp::RecordEntry> entries) {
  if (entries.empty()) return;
  const auto at = std::max(mailroom_.now() - session_->started_at, Duration());
  for (auto& entry : entries) {
    const bool is_client = entry.direction == smtp::Direction::client;
    session_->transcript.push_back(
        {at, is_client ? mail::Speaker::client : mail::Speaker::server, std::move(entry.text)});
  }
}

void SessionLog::end(smtp::Conclusion conclusion) {
  session_->outcome = conclusion.outcome;
  session_->diagnosis = std::move(conclusion.diagnosis);
  if (discarded_ == 0 || !session_->diagnosis.empty()) return;
  session_->diagnosis =
      fmt::format("{} {} accepted and not kept, as --discard-domains or a routing rule says", discarded_,
                  discarded_ == 1 ? "message was" : "messages were");
}

}  // namespace mailstop::listeners
