// Tells the coroutines of one connection that the server wants to stop. Owner: the session, on its executor.
#pragma once
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/task.hpp"

namespace mailstop::http {

class StopSignal {
 public:
  explicit StopSignal(asio::any_io_executor executor) : timer_(executor) {
    timer_.expires_at(asio::steady_timer::time_point::max());
  }

  void raise() {
    is_raised_ = true;
    timer_.cancel();
  }
  bool is_raised() const { return is_raised_; }

  // Returns when raised, or when the wait is cancelled.
  Task<> wait() {
    if (is_raised_) co_return;
    boost::system::error_code ignored;
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await timer_.async_wait(token);
  }

 private:
  asio::steady_timer timer_;
  bool is_raised_ = false;
};

}  // namespace mailstop::http
