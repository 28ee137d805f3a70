#include "http/websocket_stream.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "base/text.hpp"
#include "http/corked_stream.hpp"
#include "http/event_writer.hpp"

namespace mailstop::http {
namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Socket = websocket::stream<CorkedStream&, false>;

constexpr size_t longest_client_message = 16 * 1024;
constexpr size_t longest_reason = 120;  // RFC 6455 section 5.5: 125 bytes with the code

// RFC 6455 section 5.2: a final text frame, not masked as those of a server are not.
void append_text_head(std::string& out, std::uint64_t size) {
  const int bytes = size < 126 ? 0 : size < 65'536 ? 2 : 8;
  out.push_back('\x81');
  out.push_back(static_cast<char>(bytes == 0 ? size : bytes == 2 ? 126 : 127));
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((size >> shift) & 0xFF));
}

class WebSocketStream final : public EventStream {
 public:
  explicit WebSocketStream(Socket& socket) : socket_(socket) {}

  void add(std::uint64_t, std::string_view, std::string_view json) override {
    if (first_.empty()) {
      first_ = json;
    } else {
      append_text_head(rest_, json.size());
      rest_.append(json);
    }
  }

  Task<bool> flush() override {
    if (first_.empty()) co_return true;
    const auto first = std::exchange(first_, {}), rest = std::exchange(rest_, {});
    auto& stream = socket_.next_layer();
    stream.cork();
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket_.async_write(asio::buffer(first), token);
    if (error || !stream.hold_back(rest)) co_return false;
    error = co_await stream.uncork();
    co_return !error;
  }

 private:
  Socket& socket_;
  std::string first_;  // a message
  std::string rest_;   // frames of those that come with it
};

// Reading is what answers pings and closes, and what keeps the idle timeout of Beast running.
Task<> read_and_drop(Socket& socket) {
  beast::flat_buffer buffer;
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!error) {
    co_await socket.async_read(buffer, token);
    buffer.clear();
  }
}

// A cancellation that comes between two messages is thrown by the next read; it is the end of input like any
// other.
Task<> drop_input(Socket& socket) {
  try {
    co_await read_and_drop(socket);
  } catch (const boost::system::system_error&) {
  }
}

websocket::stream_base::timeout timeouts(const Settings& settings) {
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = settings.write_timeout;
  timeout.idle_timeout = 2 * settings.heartbeat;
  timeout.keep_alive_pings = true;
  return timeout;
}

// Closing goes on while the input is still read: a cancelled read would leave Beast nothing to close with.
Task<> run_and_close(Socket& socket, StopSignal& stop, const EventWriter& writer) {
  using asio::experimental::awaitable_operators::operator||;
  WebSocketStream stream(socket);
  const auto ended = co_await (run_event_writer(writer, stream) || stop.wait());
  constexpr size_t stopped = 1;
  const bool is_stopping = ended.index() == stopped;
  const auto code = is_stopping ? CloseCode::going_away : stream.code();
  const auto text = is_stopping ? std::string("the server stops") : stream.reason();
  const websocket::close_reason reason(static_cast<websocket::close_code>(code),
                                       truncate_utf8(text, longest_reason));
  co_await socket.next_layer().uncork();  // the stop may have come amid a message
  error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  co_await socket.async_close(reason, token);
}

}  // namespace

bool is_websocket_upgrade(const UpgradeRequest& request) {
  return websocket::is_upgrade(request);
}

Task<> run_websocket(Wire& wire, const Settings& settings, StopSignal& stop, const UpgradeRequest& upgrade,
                     const EventWriter& writer) {
  using asio::experimental::awaitable_operators::operator||;
  wire.stream().expires_never();
  CorkedStream stream(wire.stream());
  Socket socket(stream);
  socket.set_option(timeouts(settings));
  socket.read_message_max(longest_client_message);
  socket.text(true);
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await socket.async_accept(upgrade, token);
  if (error) co_return;
  co_await (run_and_close(socket, stop, writer) || drop_input(socket));
}

}  // namespace mailstop::http
