#include "app/commands/tail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <cstdio>

#include "app/commands/event_line.hpp"
#include "app/commands/exit_status.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/run_task.hpp"
#include "app/commands/terminal.hpp"
#include "http/sse_reader.hpp"

namespace mailstop::app {
namespace {

constexpr Duration silence{60'000};  // the server gives a sign of life every 15 s
constexpr Duration longest_pause{5'000};
constexpr std::size_t page_size = 1000;

class Follower {
 public:
  Follower(const config::Tail& command, http::Client client)
      : command_(command), client_(std::move(client)), after_(command.after) {}

  // Ends only when the server will not have it: a server that was there once is waited for.
  Task<int> run() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    Duration pause(100);
    for (;;) {
      has_heard_ = false;
      if (lagged_after_) co_await catch_up();
      const auto answer = co_await follow();
      if (!answer && !was_connected_) co_return fail_unreachable(answer.error());
      const bool is_refused = answer && answer->status != 200;
      if (is_refused && (answer->status < 500 || !was_connected_)) co_return fail_answer(*answer);
      if (answer && answer->status == 200 && !answer->content_type.starts_with("text/event-stream"))
        co_return fail_strange(command_.remote);
      if (has_heard_) {
        pause = Duration(100);
        if (!lagged_after_) fmt::print(stderr, "mailstop: the connection is gone; waiting for the server\n");
      }
      timer.expires_after(pause);
      co_await timer.async_wait(asio::use_awaitable);
      pause = std::min(pause * 2, longest_pause);
    }
  }

 private:
  Task<Result<http::Answer>> follow() {
    auto parameters = parameters_of(command_.selection);
    if (after_) parameters.emplace_back("after", std::to_string(*after_));
    http::Question question;
    question.target = target_of("/v1/events", parameters);
    question.headers.set("Accept", "text/event-stream");
    question.patience = silence;
    http::SseReader reader;
    http::Client::Take take = [&](std::string_view bytes) {
      for (const auto& event : reader.take(bytes)) print(event);
      std::fflush(stdout);
      return true;
    };
    co_return co_await client_.stream(std::move(question), std::move(take));
  }

  // What the server can no longer replay, because it was restarted or this was too slow, is in its list
  // still.
  Task<> catch_up() {
    // A server that knows of less than was seen here has another store now, of which nothing was seen.
    std::uint64_t after = after_ && *lagged_after_ < *after_ ? 0 : *lagged_after_;
    for (std::size_t count = page_size; count == page_size;) {
      auto parameters = parameters_of(command_.selection);
      parameters.emplace_back("order", "oldest");
      parameters.emplace_back("limit", std::to_string(page_size));
      parameters.emplace_back("after", std::to_string(after));
      http::Question question;
      question.target = target_of("/v1/messages", parameters);
      const auto answer = co_await client_.ask(std::move(question));
      const auto page = answer && answer->status == 200 ? parse_json(answer->body) : std::nullopt;
      if (!page) co_return;
      const auto& messages = list_of(*page, "messages");
      for (const auto& message : messages) print_stored(message);
      count = messages.size();
      after = number_of(count == page_size ? messages.back() : *page, "sequence").value_or(after);
    }
    after_ = after;
    lagged_after_.reset();
    std::fflush(stdout);
  }

  void print_stored(const Json& message) {
    Json event;
    event["type"] = "message.stored";
    event["sequence"] = number_of(message, "sequence").value_or(0);
    event["message"] = message;
    print_event(event, event.dump());
  }

  void print_event(const Json& event, const std::string& text) {
    if (command_.json) {
      fmt::print("{}\n", safe_json(text));
    } else {
      fmt::print("{}", event_line(event, colour_, terminal_width()));
    }
  }

  void print(const http::ServerSentEvent& event) {
    const auto json = parse_json(event.data);
    if (!json) return;
    if (event.type == "lagged") {
      lagged_after_ = number_of(*json, "after");
    } else if (event.type != "hello" || !after_) {
      after_ = number_of(*json, "sequence");
    }
    if (!was_connected_ && !command_.json) fmt::print(stderr, "mailstop: watching {}\n", command_.remote.url);
    print_event(*json, event.data);
    was_connected_ = has_heard_ = true;
  }

  static std::optional<std::uint64_t> number_of(const Json& object, const char* name) {
    if (!object.contains(name) || !object[name].is_number_unsigned()) return std::nullopt;
    return object[name].get<std::uint64_t>();
  }

  const config::Tail& command_;
  const http::Client client_;
  const Colour colour_ = colour_of(stdout);
  std::optional<std::uint64_t> after_;
  std::optional<std::uint64_t> lagged_after_;  // behind which the server could not say all
  bool was_connected_ = false;
  bool has_heard_ = false;
};

}  // namespace

int tail_events(const config::Tail& command) {
  auto client = open_client(command.remote);
  if (!client) return fail_usage(client.error());
  Follower follower(command, std::move(*client));
  return run_task(follower.run());
}

}  // namespace mailstop::app
