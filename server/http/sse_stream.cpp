#include "http/sse_stream.hpp"

#include <fmt/format.h>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "base/text.hpp"
#include "http/chunk.hpp"
#include "http/event_writer.hpp"

namespace mailstop::http {
namespace {

class SseStream final : public EventStream {
 public:
  SseStream(Wire& wire, Framing framing) : wire_(wire), framing_(framing) {}

  void add(std::uint64_t id, std::string_view type, std::string_view json) override {
    added_ += to_sse(id, type, json);
  }

  Task<bool> flush() override {
    if (added_.empty()) co_return true;
    const auto events = std::exchange(added_, {});
    co_return co_await write(events);
  }

  Task<bool> write(std::string_view text) {
    if (framing_ != Framing::chunked) co_return co_await wire_.write(text);
    const auto chunk = to_chunk(text);
    co_return co_await wire_.write(chunk);
  }

 private:
  Wire& wire_;
  const Framing framing_;
  std::string added_;
};

// While an event is being written, the write timeout watches over the client.
Task<> beat(SseStream& stream, const Wire& wire, Duration interval) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  for (bool is_open = true; is_open;) {
    timer.expires_after(interval);
    co_await timer.async_wait(token);
    if (error) co_return;
    if (!wire.is_writing()) is_open = co_await stream.write(":\n\n");
  }
}

}  // namespace

std::string to_sse(std::uint64_t id, std::string_view type, std::string_view json) {
  auto event = fmt::format("id: {}\n", id);
  if (!type.empty()) event += fmt::format("event: {}\n", type);
  for (const auto line : split(json, '\n')) event += fmt::format("data: {}\n", line);
  event += '\n';
  return event;
}

void mark_as_event_stream(Headers& headers) {
  headers.set("Content-Type", "text/event-stream; charset=utf-8");
  headers.set("Cache-Control", "no-store");
}

Task<bool> run_sse(Wire& wire, const Settings& settings, StopSignal& stop, Framing framing,
                   const EventWriter& writer) {
  using asio::experimental::awaitable_operators::operator||;
  SseStream stream(wire, framing);
  const auto ended = co_await (run_event_writer(writer, stream) || wire.wait_for_hang_up() || stop.wait() ||
                               beat(stream, wire, settings.heartbeat));
  constexpr size_t hung_up = 1;
  if (ended.index() == hung_up || framing != Framing::chunked) co_return false;
  co_return co_await wire.write(last_chunk);
}

}  // namespace mailstop::http
