// Carries events from the store's writer to whoever watches: WebSocket and SSE clients, expectations,
// webhooks.
//
// publish() is called by one thread at a time (the writer); subscribe() and next() by any executor. Each
// subscriber has a bounded queue: one that falls behind gets Lagged, once, and nothing after it. The newest
// events are kept for replay.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "base/task.hpp"
#include "events/event.hpp"

namespace mailstop::events {

using SharedEvent = std::shared_ptr<const Event>;

// Events after `after` were missed: look at the store again, then subscribe from there.
struct Lagged {
  std::uint64_t after = 0;
};

struct Closed {};  // the bus has closed: no event will follow

using Delivery = std::variant<SharedEvent, Lagged, Closed>;

// One reader's place in the stream. Not thread-safe: next() is awaited by one coroutine at a time.
class Subscription {
 public:
  struct State;
  explicit Subscription(std::shared_ptr<State> state);
  Subscription(Subscription&&) noexcept;
  Subscription& operator=(Subscription&&) noexcept;
  ~Subscription();

  // The newest sequence when the subscription began: every later event will be delivered.
  std::uint64_t start() const;

  // Waits for the next event; cancellation ends it with operation_aborted.
  Task<Delivery> next();

  // The same, or nothing when none has come by `deadline`.
  Task<std::optional<Delivery>> next_until(std::chrono::steady_clock::time_point deadline);

  // What is queued now, without waiting.
  std::optional<Delivery> poll();

  // The next event if it is there already; else null, also when the stream has ended: next() tells.
  SharedEvent take_queued();

 private:
  std::shared_ptr<State> state_;
};

struct BusLimits {
  std::size_t queue = 4096;    // events a subscriber may be behind
  std::size_t history = 8192;  // events kept for replay
};

class Bus {
 public:
  explicit Bus(BusLimits limits = {}) : limits_(limits) {}

  // Where the stream stands before the first publish: the store's sequence at start.
  void start_at(std::uint64_t sequence);

  void publish(std::span<const Event> events);

  // Delivers events after `after` (replayed from the history; Lagged when it reaches no longer so far back),
  // or only what is published from now on. Deliveries resume on `executor`.
  Subscription subscribe(asio::any_io_executor executor, std::optional<std::uint64_t> after = std::nullopt);

  // Ends every subscription after what it has queued.
  void close();

  std::uint64_t sequence() const;
  std::size_t subscribers() const;

 private:
  BusLimits limits_;
  mutable std::mutex mutex_;
  bool closed_ = false;
  std::uint64_t sequence_ = 0;       // newest published
  std::uint64_t history_start_ = 0;  // events up to here are not in the history
  std::deque<SharedEvent> history_;
  std::vector<std::weak_ptr<Subscription::State>> subscribers_;
};

}  // namespace mailstop::events
