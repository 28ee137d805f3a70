#include "net/tcp_connection.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace mailstop::net {
namespace {

using boost::system::error_code;

constexpr std::size_t tcp_read_size = 64 * 1024;
constexpr std::size_t most_dropped = 4u << 20;  // of what a client goes on sending when it is closed

// What is read is taken over before the reader suspends again, so all connections of a thread share one
// buffer.
asio::mutable_buffer tcp_read_buffer() {
  thread_local std::array<char, tcp_read_size> buffer;
  return asio::buffer(buffer);
}

bool would_block(const error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

TcpConnection::TcpConnection(Socket socket, std::chrono::milliseconds write_timeout)
    : socket_(std::move(socket)),
      write_deadline_(socket_.get_executor()),
      write_timeout_(write_timeout),
      peer_(peer_of(socket_)) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  if (peer_.path.empty()) socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Task<std::string_view> TcpConnection::read() {
  for (;;) {
    if (std::exchange(interrupted_, false)) co_return std::string_view{};
    error_code error;
    const auto buffer = tcp_read_buffer();
    const std::size_t size = socket_.read_some(buffer, error);
    if (!error) co_return std::string_view(static_cast<const char*>(buffer.data()), size);
    if (!would_block(error)) co_return std::string_view{};
    auto token = asio::as_tuple(asio::use_awaitable);
    const auto [waited] = co_await socket_.async_wait(Socket::wait_read, token);
    if (waited && !interrupted_) co_return std::string_view{};
  }
}

void TcpConnection::interrupt_read() {
  interrupted_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

Task<bool> TcpConnection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    error_code error;
    const std::size_t size = socket_.write_some(asio::buffer(bytes), error);
    bytes.remove_prefix(size);
    if (would_block(error)) {
      const bool writable = co_await wait_writable();
      if (!writable) co_return false;
    } else if (error) {
      co_return false;
    }
  }
  co_return true;
}

// An interrupted read must not abandon a half-written reply, so only the deadline or a broken socket ends
// this.
Task<bool> TcpConnection::wait_writable() {
  write_expired_ = false;
  write_deadline_.arm(write_timeout_, [this] {
    write_expired_ = true;
    error_code ignored;
    socket_.cancel(ignored);
  });
  auto token = asio::as_tuple(asio::use_awaitable);
  const auto [waited] = co_await socket_.async_wait(Socket::wait_write, token);
  write_deadline_.disarm();
  co_return !write_expired_ && (!waited || interrupted_);
}

Task<> TcpConnection::close() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  // Unread input would make the kernel answer with a reset that can overtake our last reply.
  for (std::size_t dropped = 0; dropped < most_dropped && !ignored;)
    dropped += socket_.read_some(tcp_read_buffer(), ignored);
  socket_.close(ignored);
  co_return;
}

}  // namespace mailstop::net
