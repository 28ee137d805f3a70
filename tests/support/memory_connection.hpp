// A Connection without a network: the test says what is read, sees what was written, and may break any step.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <string>

#include "net/connection.hpp"

namespace mailstop::test {

class MemoryConnection final : public net::Connection {
 public:
  explicit MemoryConnection(asio::any_io_executor executor) : executor_(executor), arrival_(executor) {
    arrival_.expires_at(asio::steady_timer::time_point::max());
  }

  // What later reads give, one chunk each. After the last one the peer has closed, unless it stays open.
  std::deque<std::string> input;
  bool stays_open = false;
  std::string output;
  bool closed = false;
  int fails_at = -1;  // the number of the read or write that fails, from 0
  int steps = 0;

  asio::any_io_executor executor() override { return executor_; }
  net::Endpoint peer() const override { return {"192.0.2.1", 4711}; }

  Task<std::string_view> read() override {
    if (steps++ == fails_at) co_return std::string_view{};
    if (input.empty() && stays_open && !std::exchange(interrupted_, false)) {
      boost::system::error_code woken;
      auto token = asio::redirect_error(asio::use_awaitable, woken);
      co_await arrival_.async_wait(token);
      interrupted_ = false;
    }
    if (input.empty()) co_return std::string_view{};
    current_ = std::move(input.front());
    input.pop_front();
    co_return std::string_view(current_);
  }

  void interrupt_read() override {
    interrupted_ = true;
    arrival_.cancel();
  }

  Task<bool> write(std::string_view bytes) override {
    if (steps++ == fails_at) co_return false;
    output += bytes;
    co_return true;
  }

  Task<> close() override {
    closed = true;
    co_return;
  }

 private:
  asio::any_io_executor executor_;
  asio::steady_timer arrival_;
  std::string current_;
  bool interrupted_ = false;
};

}  // namespace mailstop::test
