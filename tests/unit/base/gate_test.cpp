#include "base/gate.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "support/run_task.hpp"

namespace mailstop {
namespace {

using namespace std::chrono_literals;

Task<> wait_for(std::chrono::milliseconds length, bool& ended) {
  asio::steady_timer timer(co_await asio::this_coro::executor, length);
  co_await timer.async_wait(asio::use_awaitable);
  ended = true;
}

TEST(Gate, WaitsForWhatIsUnderWay) {
  asio::io_context context;
  Gate gate(context.get_executor());
  bool ended = false;
  gate.spawn("a task", wait_for(1ms, ended));
  EXPECT_EQ(gate.count(), 1u);
  test::run_task(context, gate.close(1h));
  EXPECT_TRUE(ended);
  EXPECT_EQ(gate.count(), 0u);
}

TEST(Gate, CancelsWhatOutstaysItsPatience) {
  asio::io_context context;
  Gate gate(context.get_executor());
  bool ended = false;
  gate.spawn("a task", wait_for(1h, ended));
  test::run_task(context, gate.close(1ms));
  EXPECT_FALSE(ended);
  EXPECT_EQ(gate.count(), 0u);
}

TEST(Gate, ClosesAtOnceWhenEmpty) {
  asio::io_context context;
  Gate gate(context.get_executor());
  test::run_task(context, gate.close(1h));
  EXPECT_EQ(gate.count(), 0u);
}

}  // namespace
}  // namespace mailstop
