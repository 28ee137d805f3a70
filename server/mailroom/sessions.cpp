#include "mailroom/sessions.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <utility>

#include "base/log.hpp"

namespace mailstop::mailroom {
namespace {

// In lists, live sessions stand above all sequences, in the order in which they were opened.
constexpr std::uint64_t first_live_place = std::uint64_t{1} << 62;

struct Entry {
  std::uint64_t place = 0;
  std::shared_ptr<mail::SmtpSession> session;
};

mail::SmtpSession without_transcript(mail::SmtpSession& session) {
  auto transcript = std::exchange(session.transcript, {});
  auto copy = session;
  session.transcript = std::move(transcript);
  return copy;
}

bool holds(const SessionFilter& filter, const mail::SmtpSession& session) {
  if (filter.live && *filter.live == session.ended_at.has_value()) return false;
  if (filter.outcome && filter.outcome != session.outcome) return false;
  if (!filter.inbox) return true;
  const auto inboxes = mail::inboxes_of(session);
  return std::find(inboxes.begin(), inboxes.end(), *filter.inbox) != inboxes.end();
}

// Roughly what it costs while it waits.
std::size_t bytes_of(const mail::SmtpSession& session) {
  std::size_t bytes = sizeof session;
  for (const auto& line : session.transcript) bytes += sizeof line + line.text.size();
  for (const auto& message : session.messages) bytes += sizeof message + message.size();
  return bytes;
}

void append_new(std::vector<mail::SmtpSession>& sessions, std::vector<mail::SmtpSession> ended) {
  std::set<std::string_view> live;
  for (const auto& session : sessions) live.insert(session.id);
  std::erase_if(ended, [&](const auto& session) { return live.contains(session.id); });
  live.clear();
  std::move(ended.begin(), ended.end(), std::back_inserter(sessions));
}

}  // namespace

// Those that are live, and those that have ended and are not stored yet: who reads "221" finds the session.
// The store's thread takes out what it has stored; the sessions themselves belong to the network thread.
class Sessions::Live {
 public:
  void add(std::shared_ptr<mail::SmtpSession> session) {
    const std::lock_guard lock(mutex_);
    const std::string& id = session->id;
    by_id_[id] = {++newest_place_, std::move(session)};
  }
  void forget(const std::string& id) {
    const std::lock_guard lock(mutex_);
    by_id_.erase(id);
  }
  std::shared_ptr<mail::SmtpSession> find(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second.session;
  }
  std::shared_ptr<mail::SmtpSession> newest_ended() {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<mail::SmtpSession> newest;
    for (const auto& [id, entry] : by_id_) {
      const auto ended_at = entry.session->ended_at;
      if (ended_at && (!newest || *ended_at >= *newest->ended_at)) newest = entry.session;
    }
    return newest;
  }
  // Ids are made in order: the map is in the order of opening.
  std::vector<Entry> newest_first(const SessionFilter& filter) {
    const std::lock_guard lock(mutex_);
    std::vector<Entry> found;
    for (auto next = by_id_.rbegin(); next != by_id_.rend() && found.size() <= filter.limit; ++next) {
      const bool is_on_page = !filter.cursor || next->second.place < *filter.cursor;
      if (is_on_page && holds(filter, *next->second.session)) found.push_back(next->second);
    }
    return found;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Entry> by_id_;
  std::uint64_t newest_place_ = first_live_place;
};

Sessions::Sessions(store::SessionStore& store, const Clock& clock, BacklogLimits limits)
    : store_(store),
      ids_(clock, std::random_device{}()),
      live_(std::make_shared<Live>()),
      backlog_(std::make_shared<SessionBacklog>(limits)) {}

std::shared_ptr<mail::SmtpSession> Sessions::open(mail::SmtpSession start) {
  start.id = ids_.next();
  auto session = std::make_shared<mail::SmtpSession>(std::move(start));
  live_->add(session);
  return session;
}

void Sessions::close(std::shared_ptr<mail::SmtpSession> session) {
  const std::size_t bytes = bytes_of(*session);
  if (!backlog_->add(bytes)) return live_->forget(session->id);
  auto on_done = [live = live_, backlog = backlog_, bytes, id = session->id](const Result<void>& done) {
    if (!done) log::error("the session {} was not stored: {}", id, done.error().message);
    live->forget(id);
    backlog->remove(bytes);
  };
  store_.insert_session(*session, std::move(on_done));
}

Task<Result<std::string>> Sessions::latest() {
  if (const auto waiting = live_->newest_ended()) co_return waiting->id;
  SessionFilter filter;
  filter.limit = 1;
  auto page = co_await store_.sessions(std::move(filter));
  if (!page) co_return page.error();
  if (page->sessions.empty()) co_return not_found("no session has ended yet, or none is kept");
  co_return std::move(page->sessions.front().id);
}

// A live one first: what is not live when it is asked for was stored before.
Task<Result<mail::SmtpSession>> Sessions::get(std::string id) {
  if (id == "latest") {
    auto found = co_await latest();
    if (!found) co_return found.error();
    id = std::move(*found);
  }
  if (const auto live = live_->find(id)) co_return *live;
  co_return co_await store_.session(std::move(id));
}

// The live ones are looked at first, so that one which ends meanwhile is not missed; then it is in both.
Task<Result<SessionPage>> Sessions::list(SessionFilter filter) {
  const bool wants_ended = !filter.live.value_or(false);
  const auto live = live_->newest_first(filter);
  const bool is_full = live.size() >= filter.limit;
  SessionPage page;
  for (const auto& entry : live) {
    if (page.sessions.size() < filter.limit) page.sessions.push_back(without_transcript(*entry.session));
  }
  auto rest = filter;
  rest.limit = is_full ? 1 : filter.limit - static_cast<std::uint32_t>(live.size());
  auto ended = co_await store_.sessions(std::move(rest));
  if (!ended) co_return ended.error();

  page.sequence = ended->sequence;
  if (is_full) {
    const bool has_more = live.size() > filter.limit || (wants_ended && !ended->sessions.empty());
    if (has_more) page.next_cursor = live[filter.limit - 1].place;
  } else if (wants_ended) {
    append_new(page.sessions, std::move(ended->sessions));
    page.next_cursor = ended->next_cursor;
  }
  co_return page;
}

Task<Result<std::uint64_t>> Sessions::clear() {
  return store_.remove_sessions();
}

}  // namespace mailstop::mailroom
