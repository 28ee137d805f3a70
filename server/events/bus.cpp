#include "events/bus.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

namespace mailstop::events {

// Shared by the subscriber and the bus; everything but `wake` is guarded by the mutex.
struct Subscription::State : std::enable_shared_from_this<Subscription::State> {
  State(asio::any_io_executor executor, std::size_t capacity_) : wake(executor), capacity(capacity_) {
    wake.expires_at(asio::steady_timer::time_point::max());
  }

  void deliver(std::span<const SharedEvent> events) {
    {
      const std::lock_guard lock(mutex);
      for (const auto& event : events) {
        if (lagged) break;
        if (queue.size() < capacity) {
          queue.push_back(event);
        } else {
          lag_behind(queue.front()->sequence - 1);
        }
      }
    }
    notify();
  }

  void end() {
    {
      const std::lock_guard lock(mutex);
      closed = true;
    }
    notify();
  }

  void lag_behind(std::uint64_t after) {
    lagged = Lagged{after};
    queue.clear();
  }

  SharedEvent take_event() {
    if (queue.empty()) return nullptr;
    auto event = std::move(queue.front());
    queue.pop_front();
    return event;
  }

  std::optional<Delivery> take() {
    const std::lock_guard lock(mutex);
    if (auto event = take_event()) return Delivery{std::move(event)};
    if (lagged) return Delivery{*lagged};
    if (closed) return Delivery{Closed{}};
    is_waiting = true;
    return std::nullopt;
  }

  // Timers belong to their executor's thread, so the wake-up is posted there.
  void notify() {
    {
      const std::lock_guard lock(mutex);
      if (!std::exchange(is_waiting, false)) return;
    }
    asio::post(wake.get_executor(), [self = shared_from_this()] { self->wake.cancel(); });
  }

  asio::steady_timer wake;
  const std::size_t capacity;
  std::uint64_t start = 0;
  std::mutex mutex;
  std::deque<SharedEvent> queue;
  std::optional<Lagged> lagged;
  bool closed = false;
  bool is_waiting = false;
};

Subscription::Subscription(std::shared_ptr<State> state) : state_(std::move(state)) {}
Subscription::Subscription(Subscription&&) noexcept = default;
Subscription& Subscription::operator=(Subscription&&) noexcept = default;
Subscription::~Subscription() = default;

std::uint64_t Subscription::start() const {
  return state_->start;
}

SharedEvent Subscription::take_queued() {
  const std::lock_guard lock(state_->mutex);
  return state_->take_event();
}

std::optional<Delivery> Subscription::poll() {
  return state_->take();
}

Task<Delivery> Subscription::next() {
  auto delivery = co_await next_until(std::chrono::steady_clock::time_point::max());
  co_return std::move(*delivery);
}

Task<std::optional<Delivery>> Subscription::next_until(std::chrono::steady_clock::time_point deadline) {
  const auto state = state_;
  for (;;) {
    if (auto delivery = state->take()) co_return std::move(delivery);
    if (std::chrono::steady_clock::now() >= deadline) co_return std::nullopt;
    state->wake.expires_at(deadline);
    boost::system::error_code woken;
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    co_await state->wake.async_wait(token);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none)
      throw boost::system::system_error(asio::error::operation_aborted);
  }
}

void Bus::start_at(std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  sequence_ = history_start_ = sequence;
}

void Bus::publish(std::span<const Event> events) {
  std::vector<SharedEvent> shared;
  shared.reserve(events.size());
  for (const auto& event : events) shared.push_back(std::make_shared<const Event>(event));
  const std::lock_guard lock(mutex_);
  std::erase_if(subscribers_, [&](const auto& weak) {
    const auto state = weak.lock();
    if (state) state->deliver(shared);
    return !state;
  });
  for (auto& event : shared) {
    sequence_ = event->sequence;
    history_.push_back(std::move(event));
    if (history_.size() <= limits_.history) continue;
    history_start_ = history_.front()->sequence;
    history_.pop_front();
  }
}

Subscription Bus::subscribe(asio::any_io_executor executor, std::optional<std::uint64_t> after) {
  auto state = std::make_shared<Subscription::State>(executor, limits_.queue);
  const std::lock_guard lock(mutex_);
  state->start = sequence_;
  state->closed = closed_;
  if (after && *after < history_start_) {
    state->lag_behind(*after);
  } else if (after) {
    const auto is_later = [](std::uint64_t sequence, const SharedEvent& event) {
      return sequence < event->sequence;
    };
    const auto first = std::upper_bound(history_.begin(), history_.end(), *after, is_later);
    state->queue.assign(first, history_.end());
  }
  subscribers_.push_back(state);
  return Subscription(std::move(state));
}

void Bus::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& weak : subscribers_) {
    if (const auto state = weak.lock()) state->end();
  }
}

std::uint64_t Bus::sequence() const {
  const std::lock_guard lock(mutex_);
  return sequence_;
}

std::size_t Bus::subscribers() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(subscribers_.begin(), subscribers_.end(),
                                                [](const auto& weak) { return !weak.expired(); }));
}

}  // namespace mailstop::events
