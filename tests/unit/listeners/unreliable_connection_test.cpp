#include "listeners/unreliable_connection.hpp"

#include <gtest/gtest.h>

#include "support/memory_connection.hpp"
#include "support/run_task.hpp"

namespace mailstop::listeners {
namespace {

using test::MemoryConnection;
using test::run_task;

faults::MishapRules only(double faults::MishapRules::*chance) {
  faults::MishapRules rules;
  rules.disconnect = rules.slow_link = 0;
  rules.*chance = 1;
  return rules;
}

Task<std::string> read_all(net::Connection& connection) {
  std::string all;
  for (;;) {
    const auto bytes = co_await connection.read();
    if (bytes.empty()) co_return all;
    all += bytes;
  }
}

class UnreliableConnectionTest : public testing::Test {
 protected:
  asio::io_context context_;
  MemoryConnection inner_{context_.get_executor()};
  faults::Mishaps mishaps_{1};
};

TEST_F(UnreliableConnectionTest, PassesEverythingOnWhenNothingHappens) {
  inner_.input = {"EHLO x\r\n", "QUIT\r\n"};
  UnreliableConnection connection(inner_, mishaps_);
  EXPECT_EQ(run_task(context_, read_all(connection)), "EHLO x\r\nQUIT\r\n");
  EXPECT_TRUE(run_task(context_, connection.write("250 ok\r\n")));
  EXPECT_EQ(inner_.output, "250 ok\r\n");
  EXPECT_FALSE(connection.was_cut());
  EXPECT_EQ(connection.peer().port, 4711);
}

TEST_F(UnreliableConnectionTest, CutsAfterARead) {
  mishaps_.use(only(&faults::MishapRules::disconnect));
  inner_.input = {"EHLO x\r\n", "QUIT\r\n"};
  UnreliableConnection connection(inner_, mishaps_);
  EXPECT_EQ(run_task(context_, read_all(connection)), "");
  EXPECT_TRUE(connection.was_cut());
  EXPECT_TRUE(inner_.closed);
}

TEST_F(UnreliableConnectionTest, APeerThatLeavesIsNotCut) {
  mishaps_.use(only(&faults::MishapRules::disconnect));
  UnreliableConnection connection(inner_, mishaps_);
  EXPECT_EQ(run_task(context_, read_all(connection)), "");
  EXPECT_FALSE(connection.was_cut());
}

TEST_F(UnreliableConnectionTest, SlowLinksTakeTheirTimeAndLoseNothing) {
  auto rules = only(&faults::MishapRules::slow_link);
  rules.slowest_link = rules.fastest_link = 20'000;
  mishaps_.use(rules);
  const std::string long_text(3000, 'x');
  inner_.input = {long_text, "end"};
  UnreliableConnection connection(inner_, mishaps_);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run_task(context_, read_all(connection)), long_text + "end");
  EXPECT_TRUE(run_task(context_, connection.write(long_text)));
  EXPECT_EQ(inner_.output, long_text);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(300));
}

// RFC 3207 section 5: nothing that was said in the clear is heard after the handshake.
TEST_F(UnreliableConnectionTest, WhatWaitsBeforeTlsIsForgotten) {
  auto rules = only(&faults::MishapRules::slow_link);
  rules.slowest_link = rules.fastest_link = 1000;
  mishaps_.use(rules);
  const std::string command(100, 'S');
  inner_.input = {command + "MAIL FROM:<injected@x.test>\r\n", "encrypted"};
  UnreliableConnection connection(inner_, mishaps_);
  const auto first = [&]() -> Task<std::string> { co_return std::string(co_await connection.read()); };
  EXPECT_EQ(run_task(context_, first()), command);
  EXPECT_FALSE(run_task(context_, connection.start_tls()));  // a MemoryConnection has no TLS
  EXPECT_EQ(run_task(context_, read_all(connection)), "encrypted");
}

TEST_F(UnreliableConnectionTest, AnInterruptedReadEndsTheWait) {
  auto rules = only(&faults::MishapRules::slow_link);
  rules.slowest_link = rules.fastest_link = 1;
  mishaps_.use(rules);
  inner_.input = {"x"};
  inner_.stays_open = true;
  UnreliableConnection connection(inner_, mishaps_);
  asio::post(context_, [&] { asio::post(context_, [&] { connection.interrupt_read(); }); });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run_task(context_, read_all(connection)), "x");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(900));
}

}  // namespace
}  // namespace mailstop::listeners
