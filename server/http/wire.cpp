#include "http/wire.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include "base/log.hpp"

namespace mailstop::http {
namespace {

constexpr size_t write_step =
    256 * 1024;  // the timeout is for a step: progress, not the whole of a large download
constexpr auto linger = std::chrono::seconds(2);
constexpr size_t read_step = 4096;

using boost::system::error_code;

// At most `limit` bytes from the front of both, removed from them.
std::array<asio::const_buffer, 2> take(std::string_view& first, std::string_view& second, size_t limit) {
  const size_t from_first = std::min(first.size(), limit);
  const size_t from_second = std::min(second.size(), limit - from_first);
  const std::array buffers = {asio::const_buffer(first.data(), from_first),
                              asio::const_buffer(second.data(), from_second)};
  first.remove_prefix(from_first);
  second.remove_prefix(from_second);
  return buffers;
}

}  // namespace

Wire::Wire(asio::ip::tcp::socket socket, Duration write_timeout)
    : stream_(std::move(socket)), write_timeout_(write_timeout), turn_(stream_.get_executor()) {
  turn_.expires_at(asio::steady_timer::time_point::max());
  error_code ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

// Given back also when the coroutine that holds it is cancelled.
class Wire::Turn {
 public:
  explicit Turn(Wire& wire) : wire_(wire) { wire_.is_writing_ = true; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    wire_.is_writing_ = false;
    wire_.turn_.cancel();
  }

 private:
  Wire& wire_;
};

Task<bool> Wire::write(std::string_view first, std::string_view second) {
  while (is_writing_) {
    error_code ignored;
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await turn_.async_wait(token);
  }
  if (is_broken_) co_return false;
  const Turn turn(*this);
  is_broken_ = !co_await write_now(first, second);
  co_return !is_broken_;
}

Task<bool> Wire::write_now(std::string_view first, std::string_view second) {
  error_code error;
  while (!error && first.size() + second.size() > 0) {
    const auto buffers = take(first, second, write_step);
    stream_.expires_after(write_timeout_);
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await asio::async_write(stream_, buffers, token);
  }
  stream_.expires_never();
  co_return !error;
}

Task<bool> Wire::start_tls(const net::TlsContext& context) {
  stream_.secure(context);
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const size_t used = co_await stream_.secured()->async_handshake(net::tls_server_side, input_.data(), token);
  input_.consume(used);
  if (error) log::debug("a TLS handshake of the web side failed: {}", error.message());
  co_return !error;
}

Task<> Wire::wait_for_hang_up() {
  bool has_gone = false;
  if (stream_.secured()) {
    has_gone = co_await has_hung_up_within_tls();
  } else {
    has_gone = co_await has_hung_up();
  }
  if (has_gone) co_return;
  error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  asio::steady_timer forever(stream_.get_executor(), asio::steady_timer::time_point::max());
  co_await forever.async_wait(token);
}

Task<bool> Wire::has_hung_up() {
  auto& socket = stream_.socket();
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await socket.async_wait(asio::socket_base::wait_read, token);
  if (error) co_return true;
  char byte = 0;
  const size_t received = socket.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
  co_return error || received == 0;
}

// Under TLS only a read tells the end from anything else, so it must keep what it reads.
Task<bool> Wire::has_hung_up_within_tls() {
  if (input_.size() > 0) co_return false;
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const size_t received = co_await stream_.async_read_some(input_.prepare(read_step), token);
  input_.commit(received);
  co_return error || received == 0;
}

Task<> Wire::close_gently() {
  stream_.expires_after(linger);
  if (stream_.secured()) co_await say_goodbye();
  error_code error;
  stream_.socket().shutdown(asio::socket_base::shutdown_send, error);
  std::array<char, 4096> dropped;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!error) co_await stream_.next_layer().async_read_some(asio::buffer(dropped), token);
  stream_.close();
}

// RFC 8446 section 6.1: without close_notify a client may take the last answer for cut off.
Task<> Wire::say_goodbye() {
  error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  co_await stream_.secured()->async_shutdown(token);
}

}  // namespace mailstop::http
