// Writes down one connection while it lives: what was said and when, who it was, how it ended. Its end stores
// it. Owned by the coroutine that serves the connection; thread: the network's.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "mail/smtp_session.hpp"
#include "mailroom/mailroom.hpp"
#include "protocol/smtp/diagnosis.hpp"
#include "protocol/smtp/session_record.hpp"

namespace mailstop::listeners {

class SessionLog {
 public:
  SessionLog(mailroom::Mailroom& mailroom, mail::SmtpSession start);
  ~SessionLog();
  SessionLog(const SessionLog&) = delete;
  SessionLog& operator=(const SessionLog&) = delete;

  // They are given the time of the call.
  void add(std::vector<smtp::RecordEntry> entries);
  // A message was answered with 250 and not kept: who looks for it learns why.
  void note_discarded() { ++discarded_; }
  void end(smtp::Conclusion conclusion);

  Timestamp started_at() const { return session_->started_at; }
  mail::SmtpSession& session() { return *session_; }

 private:
  mailroom::Mailroom& mailroom_;
  std::shared_ptr<mail::SmtpSession> session_;
  std::size_t discarded_ = 0;
};

}  // namespace mailstop::listeners
