// Where ended SMTP sessions are kept: the newest ones, a set number of them, and older ones as long as a
// message of theirs is stored. Implementations: store/sqlite. Errors are those of MessageStore.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "mail/smtp_session.hpp"

namespace mailstop::store {

// Which sessions a list means. All that is given must hold.
struct SessionFilter {
  std::optional<mail::SessionOutcome> outcome;
  std::optional<std::string> inbox;  // one of mail::inboxes_of()
  std::uint64_t after = 0;           // only sessions that ended after the change with this sequence
  std::uint32_t limit = 50;          // 1 to 1000
  std::optional<std::uint64_t> cursor;
  std::optional<bool> live;  // still connected, or ended
};

struct SessionPage {
  std::vector<mail::SmtpSession> sessions;  // newest first, without transcript
  std::optional<std::uint64_t> next_cursor;
  std::uint64_t sequence = 0;  // of the newest change that this page has seen
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;

  // Queues the session for the next commit and returns; its event follows the commit. Its messages were
  // inserted before. `on_done` is called once, on a thread of the store's, and must not block. Any thread may
  // call, up to close().
  using OnDone = std::function<void(const Result<void>&)>;
  virtual void insert_session(mail::SmtpSession session, OnDone on_done) = 0;

  virtual Task<Result<mail::SmtpSession>> session(std::string id) = 0;
  // Ended ones; `live` of the filter is not looked at.
  virtual Task<Result<SessionPage>> sessions(SessionFilter filter) = 0;
  virtual Task<Result<std::uint64_t>> remove_sessions() = 0;
};

}  // namespace mailstop::store
