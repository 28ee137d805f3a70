// A SessionStore in memory, by the letter of store/session_store.hpp. It can be told to hold back what it is
// given, and to fail.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "store/session_store.hpp"

namespace mailstop::test {

class MemorySessionStore final : public store::SessionStore {
 public:
  std::vector<mail::SmtpSession> kept;  // oldest first
  std::optional<Error> failure;         // of every insert
  bool holds_back = false;              // what is inserted, until commit()

  void insert_session(mail::SmtpSession session, OnDone on_done) override {
    waiting_.emplace_back(std::move(session), std::move(on_done));
    if (!holds_back) commit();
  }
  void commit() {
    for (auto& [session, on_done] : std::exchange(waiting_, {})) {
      session.sequence = ++sequence_;
      if (!failure) kept.push_back(std::move(session));
      on_done(failure ? Result<void>(*failure) : Result<void>());
    }
  }

  std::size_t waiting() const { return waiting_.size(); }

  Task<Result<mail::SmtpSession>> session(std::string id) override {
    const auto found =
        std::find_if(kept.begin(), kept.end(), [&](const auto& session) { return session.id == id; });
    if (found == kept.end()) co_return not_found(fmt::format("there is no session \"{}\"", id));
    co_return *found;
  }

  Task<Result<store::SessionPage>> sessions(store::SessionFilter filter) override {
    store::SessionPage page;
    page.sequence = sequence_;
    for (auto next = kept.rbegin(); next != kept.rend(); ++next) {
      if (!holds(filter, *next)) continue;
      if (page.sessions.size() == filter.limit) {
        page.next_cursor = page.sessions.back().sequence;
        break;
      }
      page.sessions.push_back(*next);
      page.sessions.back().transcript.clear();
    }
    co_return page;
  }

  Task<Result<std::uint64_t>> remove_sessions() override { co_return std::exchange(kept, {}).size(); }

 private:
  static bool holds(const store::SessionFilter& filter, const mail::SmtpSession& session) {
    if (session.sequence <= filter.after || session.sequence >= filter.cursor.value_or(UINT64_MAX))
      return false;
    if (filter.outcome && filter.outcome != session.outcome) return false;
    if (!filter.inbox) return true;
    const auto inboxes = mail::inboxes_of(session);
    return std::find(inboxes.begin(), inboxes.end(), *filter.inbox) != inboxes.end();
  }

  std::vector<std::pair<mail::SmtpSession, OnDone>> waiting_;
  std::uint64_t sequence_ = 0;
};

}  // namespace mailstop::test
