// Signals as something to read: while it lives, SIGINT, SIGTERM, SIGHUP and SIGCHLD interrupt nothing and
// wait here. Made before any thread, as threads inherit what is blocked. Linux (signalfd), for it tells who
// sent a signal.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <csignal>

#include "base/task.hpp"

namespace mailstop::app {

struct ReceivedSignal {
  int number = 0;
  bool is_from_terminal = false;  // Ctrl-C: every process in the foreground got it
};

class SignalWatch {
 public:
  explicit SignalWatch(asio::io_context& context);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  Task<ReceivedSignal> next();
  // From now on signals do to this thread what they did before; threads made meanwhile stay deaf to them.
  void release();
  const sigset_t& mask_before() const { return before_; }

 private:
  sigset_t before_{};
  asio::posix::stream_descriptor descriptor_;
};

}  // namespace mailstop::app
