#include "app/commands/ready.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdio>

#include "app/commands/exit_status.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/run_task.hpp"
#include "app/commands/terminal.hpp"

namespace mailstop::app {
namespace {

using Time = std::chrono::steady_clock;

struct Readiness {
  bool is_ready = false;
  std::string reason;
};

Task<Readiness> ask_once(const http::Client& client, Duration patience) {
  http::Question question;
  question.target = "/readyz";
  question.patience = patience;
  const auto answer = co_await client.ask(std::move(question));
  Readiness readiness;
  if (!answer) {
    readiness.reason = answer.error().message;
  } else if (answer->status == 200) {
    readiness.is_ready = true;
  } else {
    readiness.reason = explanation_of(*answer);
  }
  co_return readiness;
}

// A server that starts needs milliseconds; one that needs longer is asked less often.
Task<Readiness> wait_until_ready(http::Client client, Duration wait) {
  const auto end = Time::now() + wait;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  Duration pause(10);
  for (;;) {
    const auto left = std::chrono::ceil<Duration>(end - Time::now());
    auto readiness = co_await ask_once(client, std::max(left, Duration(2'000)));
    if (readiness.is_ready || Time::now() >= end) co_return readiness;
    timer.expires_after(std::min<Time::duration>(pause, end - Time::now()));
    co_await timer.async_wait(asio::use_awaitable);
    pause = std::min(pause * 2, Duration(250));
  }
}

void print_readiness(const config::Ready& command, const Readiness& readiness) {
  if (command.json) {
    Json json;
    json["ready"] = readiness.is_ready;
    json["url"] = command.remote.url;
    json["reason"] = readiness.is_ready ? Json(nullptr) : Json(readiness.reason);
    fmt::print("{}\n", safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
  } else if (readiness.is_ready) {
    fmt::print("ready\n");
  } else {
    fmt::print(stderr, "mailstop: not ready: {}\n", safe_text(readiness.reason));
  }
}

}  // namespace

int check_ready(const config::Ready& command) {
  auto client = open_client(command.remote);
  if (!client) return fail_usage(client.error());
  const auto readiness = run_task(wait_until_ready(std::move(*client), command.wait));
  print_readiness(command, readiness);
  return readiness.is_ready ? status_done : status_not_met;
}

}  // namespace mailstop::app
