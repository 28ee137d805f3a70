// An SMTP engine that writes into the session's log what it says of itself, after each step. Lives in the
// coroutine that drives it; the log outlives it.
#pragma once
#include <string>
#include <string_view>

#include "faults/faults.hpp"
#include "listeners/session_log.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::listeners {

class RecordedSession {
 public:
  using Question = smtp::Session::Question;
  using Answer = smtp::Session::Answer;
  using Action = smtp::Session::Action;

  // `faults`, null for none, may be set while the session runs.
  RecordedSession(smtp::SessionSettings settings, smtp::SessionFacts facts, SessionLog& log,
                  const faults::Faults* faults = nullptr);
  // Draws the conclusion.
  ~RecordedSession();
  RecordedSession(const RecordedSession&) = delete;
  RecordedSession& operator=(const RecordedSession&) = delete;

  Action next();
  void received(std::string_view bytes);
  void answered(Answer answer) { session_.answered(std::move(answer)); }
  void tls_started(smtp::SecureChannel channel = {}) { session_.tls_started(std::move(channel)); }
  void tls_failed(std::string reason) { session_.tls_failed(std::move(reason)); }
  void peer_closed() { session_.peer_closed(); }
  void idle_expired() { session_.idle_expired(); }
  void shutting_down() { session_.shutting_down(); }

 private:
  void write_down();

  SessionLog& log_;
  const faults::Faults* const faults_;
  smtp::Session session_;
};

}  // namespace mailstop::listeners
