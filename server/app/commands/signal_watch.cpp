#include "app/commands/signal_watch.hpp"

#include <sys/signalfd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <cerrno>
#include <system_error>

namespace mailstop::app {

SignalWatch::SignalWatch(asio::io_context& context) : descriptor_(context) {
  sigset_t watched;
  ::sigemptyset(&watched);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaddset(&watched, number);
  ::pthread_sigmask(SIG_BLOCK, &watched, &before_);
  const int descriptor = ::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
  descriptor_.assign(descriptor);
}

SignalWatch::~SignalWatch() {
  release();
}

void SignalWatch::release() {
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Task<ReceivedSignal> SignalWatch::next() {
  signalfd_siginfo info{};
  const auto buffer = asio::buffer(&info, sizeof info);
  co_await asio::async_read(descriptor_, buffer, asio::use_awaitable);
  ReceivedSignal received;
  received.number = static_cast<int>(info.ssi_signo);
  received.is_from_terminal = info.ssi_code == SI_KERNEL;
  co_return received;
}

}  // namespace mailstop::app
