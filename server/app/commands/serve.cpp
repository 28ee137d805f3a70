#include "app/commands/serve.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>

#include "app/application.hpp"
#include "app/commands/failure.hpp"
#include "base/log.hpp"

namespace mailstop::app {
namespace {

// Each connection is a descriptor; the soft limit is often 1024 for no reason of ours.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

Result<void> announce(const Addresses& addresses, const std::string& ready_file) {
  if (!ready_file.empty()) {
    if (auto written = write_atomically(ready_file, ready_json(addresses)); !written) return written.error();
  }
  fmt::print("{}\n", ready_line(addresses));
  std::fflush(stdout);
  return {};
}

// The first signal stops in order; a second one means "now".
Task<> stop_on_signal(Application& application, asio::signal_set& signals) {
  const int signal = co_await signals.async_wait(asio::use_awaitable);
  log::info("{} received: stopping; once more to stop at once", signal == SIGINT ? "SIGINT" : "SIGTERM");
  signals.async_wait([](boost::system::error_code error, int) {
    if (!error) std::_Exit(130);
  });
  co_await application.stop();
  signals.cancel();
}

}  // namespace

int serve(config::Settings settings) {
  log::set_level(settings.log_level);
  for (const auto& notice : settings.notices) log::at(notice.level, "{}", notice.text);
  std::signal(SIGPIPE, SIG_IGN);
  raise_descriptor_limit();
  asio::io_context context(1);
  asio::signal_set signals(context, SIGINT, SIGTERM);

  const auto ready_file = settings.ready_file;
  auto application = Application::open(context, std::move(settings));
  if (!application) return fail(application.error());
  (*application)->start();
  if (auto announced = announce((*application)->addresses(), ready_file); !announced)
    return fail(announced.error());

  std::exception_ptr failure;
  auto on_stopped = [&](std::exception_ptr error) { failure = error; };
  asio::co_spawn(context, stop_on_signal(**application, signals), on_stopped);
  context.run();
  if (failure) std::rethrow_exception(failure);
  return 0;
}

}  // namespace mailstop::app
