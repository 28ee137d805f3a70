// Nothing runs detached: every background coroutine enters a Gate, and who owns the Gate closes it before it
// goes. One thread (one executor) uses a Gate.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <list>
#include <string>

#include "base/deadline.hpp"
#include "base/log.hpp"
#include "base/task.hpp"

namespace mailstop {

class Gate {
 public:
  explicit Gate(asio::any_io_executor executor) : executor_(executor), empty_(executor) {
    empty_.expires_at(asio::steady_timer::time_point::max());
  }
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  // Starts `task` on the gate's executor. An exception that escapes it is a bug: it is logged, never lost.
  void spawn(std::string what, Task<> task) {
    const auto entry = signals_.emplace(signals_.end());
    auto on_end = [this, entry, what = std::move(what)](std::exception_ptr error) {
      if (error) report(what, error);
      signals_.erase(entry);
      if (signals_.empty()) empty_.cancel();
    };
    asio::co_spawn(executor_, std::move(task),
                   asio::bind_cancellation_slot(entry->slot(), std::move(on_end)));
  }

  size_t count() const { return signals_.size(); }
  asio::any_io_executor executor() const { return executor_; }

  // Waits until every task has ended; after `patience` the rest is cancelled and waited for.
  Task<> close(std::chrono::milliseconds patience) {
    Deadline deadline(executor_);
    deadline.arm(patience, [this] { cancel(); });
    while (!signals_.empty()) {
      auto token = asio::redirect_error(asio::use_awaitable, ignored_);
      co_await empty_.async_wait(token);
    }
  }

  void cancel() {
    for (auto next = signals_.begin(); next != signals_.end();)
      (next++)->emit(asio::cancellation_type::terminal);
  }

 private:
  static void report(const std::string& what, const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
      if (e.code() != asio::error::operation_aborted) log::error("{} ended with: {}", what, e.what());
    } catch (const std::exception& e) {
      log::error("{} ended with: {}", what, e.what());
    }
  }

  asio::any_io_executor executor_;
  std::list<asio::cancellation_signal> signals_;
  asio::steady_timer empty_;
  boost::system::error_code ignored_;
};

}  // namespace mailstop
