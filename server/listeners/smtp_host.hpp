// Answers what an SMTP session asks: whether credentials and addresses are good, and where a message goes.
// One per connection; lives in the coroutine that drives it.
#pragma once
#include <optional>

#include "base/content.hpp"
#include "base/spool_file.hpp"
#include "base/task.hpp"
#include "listeners/reception.hpp"
#include "listeners/session_log.hpp"
#include "net/endpoint.hpp"
#include "net/tls_state.hpp"
#include "protocol/smtp/facts.hpp"
#include "protocol/smtp/question.hpp"

namespace mailstop::listeners {

class SmtpHost {
 public:
  // `client` is who sends, as far as the connection tells.
  SmtpHost(Reception& reception, SessionLog& log, net::Endpoint client);

  Task<smtp::Answer> answer(smtp::Question question);

  // Notes what the handshake agreed on.
  smtp::SecureChannel on_tls(net::TlsState state);

 private:
  // By chance, as the faults say; none to go on.
  std::optional<smtp::Reply> strike(faults::ChaosTrigger faults::ChaosRules::*which, std::string_view whom);
  std::optional<smtp::Reply> balk(double faults::MishapRules::*chance, int code, std::string text);
  std::optional<smtp::Reply> refuse_sender(std::string_view sender);
  std::optional<smtp::Reply> refuse_recipient(std::string_view recipient);
  std::optional<smtp::Reply> refuse_login();
  Task<smtp::Answer> authenticate(smtp::Authenticate claim);
  Task<smtp::Answer> check_inbox_password(smtp::Authenticate claim);
  smtp::Answer look_up(const smtp::LookUpPassword& question) const;
  Task<smtp::Answer> put_by(smtp::Spool piece);
  Task<smtp::Answer> keep(smtp::Store message);
  Task<Result<Content>> content_of(smtp::Store& message);
  smtp::Answer not_kept(const Error& error) const;
  smtp::Answer discard();
  smtp::Answer note_kept(const mail::MessageSummary& message);

  Reception& reception_;
  SessionLog& log_;
  net::Endpoint client_;
  std::optional<SpoolFile> spool_;  // what has come of a large message
};

}  // namespace mailstop::listeners
