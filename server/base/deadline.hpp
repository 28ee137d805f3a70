// A timer with a callback that is never called after disarm() or destruction. Asio's own cancel cannot
// promise that: a handler that is already queued still runs. One executor (one thread) uses a Deadline.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "base/task.hpp"

namespace mailstop {

class Deadline {
 public:
  explicit Deadline(asio::any_io_executor executor) : state_(std::make_shared<State>(executor)) {}
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() { disarm(); }

  // Replaces what was armed before.
  void arm(std::chrono::steady_clock::duration wait, std::function<void()> on_expiry) {
    const auto generation = ++state_->generation;
    state_->on_expiry = std::move(on_expiry);
    state_->timer.expires_after(wait);
    state_->timer.async_wait(
        [weak = std::weak_ptr<State>(state_), generation](boost::system::error_code error) {
          const auto state = weak.lock();
          if (error || !state || state->generation != generation) return;
          const auto expire = std::move(state->on_expiry);
          expire();
        });
  }

  void disarm() {
    ++state_->generation;
    state_->on_expiry = nullptr;
    state_->timer.cancel();
  }

 private:
  struct State {
    explicit State(asio::any_io_executor executor) : timer(executor) {}
    asio::steady_timer timer;
    std::function<void()> on_expiry;
    unsigned long generation = 0;
  };

  std::shared_ptr<State> state_;
};

}  // namespace mailstop
