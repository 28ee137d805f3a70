#include "base/deadline.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>

namespace mailstop {
namespace {

using namespace std::chrono_literals;

TEST(Deadline, CallsBackOnceWhenItExpires) {
  asio::io_context context;
  Deadline deadline(context.get_executor());
  int calls = 0;
  deadline.arm(1ms, [&] { ++calls; });
  context.run();
  EXPECT_EQ(calls, 1);
}

TEST(Deadline, IsSilentAfterDisarmEvenWhenItsHandlerIsQueued) {
  asio::io_context context;
  std::optional<Deadline> deadline(std::in_place, context.get_executor());
  int calls = 0;
  deadline->arm(0ms, [&] { ++calls; });
  asio::post(context, [&] { deadline.reset(); });
  context.run();
  EXPECT_LE(calls, 1);

  context.restart();
  deadline.emplace(context.get_executor());
  calls = 0;
  deadline->arm(0ms, [&] { ++calls; });
  deadline->disarm();
  context.run();
  EXPECT_EQ(calls, 0);
}

TEST(Deadline, MayArmItselfAgain) {
  asio::io_context context;
  Deadline deadline(context.get_executor());
  int calls = 0;
  std::function<void()> again = [&] {
    if (++calls < 3) deadline.arm(0ms, again);
  };
  deadline.arm(0ms, again);
  context.run();
  EXPECT_EQ(calls, 3);
}

}  // namespace
}  // namespace mailstop
