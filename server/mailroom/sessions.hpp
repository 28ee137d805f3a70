// The SMTP sessions: those that are live, and those that the store keeps. Owned by Mailroom, used on the
// network thread only.
//
//   auto session = sessions.open(std::move(start));   // has its id now, and is listed
//   session->helo = "client.test";                    // as it goes
//   session->ended_at = clock.now();
//   sessions.close(std::move(session));
#pragma once
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "mail/smtp_session.hpp"
#include "mailroom/session_backlog.hpp"
#include "store/session_store.hpp"

namespace mailstop::mailroom {

using store::SessionFilter;
using store::SessionPage;

class Sessions {
 public:
  Sessions(store::SessionStore& store, const Clock& clock, BacklogLimits limits = {});

  // Gives it its id; from now on it is listed as live. The host changes it as it goes.
  std::shared_ptr<mail::SmtpSession> open(mail::SmtpSession start);

  // Hands it to the store, which publishes session.ended after the commit. Failures are logged. While too
  // many wait for a store that does not answer, the session is dropped: it explains mail, it is none.
  void close(std::shared_ptr<mail::SmtpSession> session);

  // A session that is live or kept, with its transcript; "latest" is the one that ended last.
  Task<Result<mail::SmtpSession>> get(std::string id);
  // Live ones come first, on the first page.
  Task<Result<SessionPage>> list(SessionFilter filter);
  // Forgets the ended ones; how many they were.
  Task<Result<std::uint64_t>> clear();

 private:
  class Live;

  Task<Result<std::string>> latest();

  store::SessionStore& store_;
  IdSource ids_;
  std::shared_ptr<Live> live_;
  std::shared_ptr<SessionBacklog> backlog_;
};

}  // namespace mailstop::mailroom
