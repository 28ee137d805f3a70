#include "mailroom/held_mail.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "base/log.hpp"

namespace mailstop::mailroom {
namespace {

using namespace std::chrono_literals;

// The system's clock may be set meanwhile, and a laptop sleeps: look again now and then.
constexpr std::chrono::milliseconds longest_sleep = 30s;
constexpr std::chrono::milliseconds sleep_after_failure = 5s;

}  // namespace

Task<> HeldMail::run() {
  const auto alarm = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor);
  {
    const std::lock_guard lock(mutex_);
    alarm_ = alarm;
  }
  expect(clock_.now());  // what came due while nobody was running
  for (;;) {
    auto sleep = time_to_sleep();
    if (sleep == 0ms) {
      const auto released = co_await release_due();
      if (!released) log::error("held messages were not released: {}", released.error().message);
      sleep = released ? time_to_sleep() : sleep_after_failure;
    }
    alarm->expires_after(sleep);
    boost::system::error_code woken;
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    co_await alarm->async_wait(token);
  }
}

// Timers belong to their executor's thread, so the wake-up is posted there.
void HeldMail::expect(Timestamp time) {
  const std::lock_guard lock(mutex_);
  due_ = std::min(due_.value_or(time), time);
  if (alarm_) asio::post(alarm_->get_executor(), [alarm = alarm_] { alarm->cancel(); });
}

// A message that arrives while the store is asked may be missing in its answer, but then it is expected.
Task<Result<std::uint64_t>> HeldMail::release_due() {
  std::uint64_t count = 0;
  for (;;) {
    const auto now = clock_.now();
    {
      const std::lock_guard lock(mutex_);
      due_.reset();
    }
    const auto release = co_await store_.release_due(now);
    const std::lock_guard lock(mutex_);
    if (!release) {
      due_ = now;  // to be tried again
      co_return release.error();
    }
    count += release->released;
    if (release->next) due_ = std::min(due_.value_or(*release->next), *release->next);
    if (!due_ || *due_ > now) co_return count;
  }
}

std::chrono::milliseconds HeldMail::time_to_sleep() const {
  const std::lock_guard lock(mutex_);
  if (!due_) return longest_sleep;
  return std::clamp<std::chrono::milliseconds>(*due_ - clock_.now(), 0ms, longest_sleep);
}

}  // namespace mailstop::mailroom
