// A TLS connection over a peer in memory, which a test makes speak TLS well or badly.
#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "net/tls_connection.hpp"
#include "support/run_task.hpp"
#include "unit/net/tls_fixture.hpp"

namespace mailstop::net {

struct TlsConnectionTest : testing::Test {
  void begin(test::TlsPeerOptions options = trusting_peer(),
             std::shared_ptr<const TlsContext> context = test_context(),
             std::chrono::milliseconds limit = std::chrono::hours(1)) {
    lower = std::make_unique<test::TlsPeerConnection>(io.get_executor(), std::move(options));
    connection = std::make_unique<TlsConnection>(*lower, std::move(context), limit);
  }
  test::TlsPeer& peer() { return lower->peer_tls; }

  Result<TlsState> start() { return test::run_task(io, connection->start_tls()); }
  std::string reason() {
    const auto state = start();
    return state ? "it succeeded" : state.error().message;
  }
  std::string read() { return test::run_task(io, read_copy()); }
  bool write(std::string bytes) { return test::run_task(io, connection->write(bytes)); }
  void close() { test::run_task(io, connection->close()); }

  Task<std::string> read_copy() {
    const auto bytes = co_await connection->read();
    co_return std::string(bytes);
  }

  asio::io_context io;
  std::unique_ptr<test::TlsPeerConnection> lower;
  std::unique_ptr<TlsConnection> connection;
};

}  // namespace mailstop::net
