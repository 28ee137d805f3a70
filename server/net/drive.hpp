// The only loop that joins a protocol engine to a connection and to the host that answers its questions.
//
// A SessionControl outlives the drive() it is given to; stop() is called on the connection's executor.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include "base/deadline.hpp"
#include "base/task.hpp"
#include "engine/engine.hpp"
#include "net/connection.hpp"

namespace mailstop::net {

class SessionControl {
 public:
  explicit SessionControl(Connection& connection) : connection_(connection) {}

  // The session is told to finish what is half done and close.
  void stop() {
    stop_requested_ = true;
    connection_.interrupt_read();
  }
  bool take_stop() { return std::exchange(stop_requested_, false); }

  // A stop that was noticed between two reads: the read that it interrupts comes later and means nothing.
  bool take_stop_before_read() {
    is_read_interrupted_ = is_read_interrupted_ || stop_requested_;
    return take_stop();
  }
  bool take_interrupted_read() { return std::exchange(is_read_interrupted_, false); }

 private:
  Connection& connection_;
  bool stop_requested_ = false;
  bool is_read_interrupted_ = false;
};

// Notices that no byte came for a while in which one was waited for. One timer a connection, re-armed only
// when it fires, so reads cost nothing.
class IdleWatch {
 public:
  IdleWatch(Connection& connection, std::chrono::milliseconds limit)
      : connection_(connection), deadline_(connection.executor()), limit_(limit) {
    touch();
    wait_for(limit_);
  }
  // What the server itself takes its time for is no silence of the client.
  void begin_read() {
    is_reading_ = true;
    touch();
  }
  void end_read() { is_reading_ = false; }
  bool take_expired() { return std::exchange(expired_, false); }

 private:
  void touch() { last_ = std::chrono::steady_clock::now(); }
  void wait_for(std::chrono::steady_clock::duration length) {
    deadline_.arm(length, [this] { check(); });
  }
  void check() {
    const auto idle = std::chrono::steady_clock::now() - last_;
    if (is_reading_ && idle < limit_) return wait_for(limit_ - idle);
    if (!is_reading_) return wait_for(limit_);
    expired_ = true;
    connection_.interrupt_read();
    touch();
    wait_for(limit_);
  }

  Connection& connection_;
  Deadline deadline_;
  std::chrono::milliseconds limit_;
  std::chrono::steady_clock::time_point last_;
  bool is_reading_ = false;
  bool expired_ = false;
};

// Lets others have the thread now and then: a client whose bytes are always there would keep it.
class FairShare {
 public:
  explicit FairShare(asio::any_io_executor executor) : executor_(std::move(executor)) {}
  bool is_used_up() { return ++turns_ % turns_at_once == 0; }
  Task<> yield() { co_await asio::post(executor_, asio::use_awaitable); }

 private:
  static constexpr unsigned turns_at_once = 64;

  asio::any_io_executor executor_;
  unsigned turns_ = 0;
};

// A host that wants to know of the handshake has `auto on_tls(TlsState)`, which gives what the engine is
// told.
template <class E, class Host>
void tell_tls_started(E& engine, Host& host, TlsState state) {
  if constexpr (requires { host.on_tls(std::move(state)); }) {
    engine.tls_started(host.on_tls(std::move(state)));
  } else {
    engine.tls_started();
  }
}

template <class E>
void tell_tls_failed(E& engine, std::string reason) {
  if constexpr (requires { engine.tls_failed(std::move(reason)); }) engine.tls_failed(std::move(reason));
}

// False when the handshake failed: there is nothing left to talk over.
template <class E, class Host>
Task<bool> upgrade(Connection& connection, E& engine, Host& host) {
  auto state = co_await connection.start_tls();
  if (!state) {
    tell_tls_failed(engine, state.error().message);
    co_return false;
  }
  tell_tls_started(engine, host, std::move(*state));
  co_return true;
}

template <class E>
void feed(E& engine, std::string_view bytes, SessionControl& control, IdleWatch& idle) {
  if (!bytes.empty()) {
    engine.received(bytes);
  } else if (control.take_stop()) {
    engine.shutting_down();
  } else if (idle.take_expired()) {
    engine.idle_expired();
  } else if (!control.take_interrupted_read()) {
    engine.peer_closed();
  }
}

// Ends when the engine closes or the connection breaks; a write that fails is a peer that has gone.
// Host: Task<typename E::Answer> answer(typename E::Question), and perhaps on_tls() as above.
template <engine::Engine E, class Host>
Task<> drive(Connection& connection, E& engine, Host& host, SessionControl& control,
             std::chrono::milliseconds idle_limit) {
  IdleWatch idle(connection, idle_limit);
  FairShare share(connection.executor());
  for (;;) {
    if (share.is_used_up()) co_await share.yield();
    auto action = engine.next();
    if (auto* send = std::get_if<engine::Send>(&action)) {
      const bool written = co_await connection.write(send->bytes);
      if (!written) co_return;
    } else if (std::holds_alternative<engine::NeedInput>(action)) {
      idle.begin_read();
      const auto bytes = co_await connection.read();
      idle.end_read();
      if (bytes.empty() && !connection.failure().empty()) {
        tell_tls_failed(engine, connection.failure());
        co_return co_await connection.close();
      }
      feed(engine, bytes, control, idle);
    } else if (std::holds_alternative<engine::StartTls>(action)) {
      const bool is_secured = co_await upgrade(connection, engine, host);
      if (!is_secured) co_return co_await connection.close();
    } else if (auto* question = std::get_if<typename E::Question>(&action)) {
      auto answer = co_await host.answer(std::move(*question));
      if (control.take_stop_before_read()) engine.shutting_down();
      engine.answered(std::move(answer));
    } else if (auto* pause = std::get_if<engine::Pause>(&action)) {
      asio::steady_timer timer(connection.executor(), pause->length);
      co_await timer.async_wait(asio::use_awaitable);
    } else {
      co_return co_await connection.close();
    }
  }
}

}  // namespace mailstop::net
