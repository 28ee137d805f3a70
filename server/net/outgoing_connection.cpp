#include "net/outgoing_connection.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "net/tls_error.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto patience = 30s;  // for a connection, a handshake, and for the peer to take what is written

Error no_connection(std::string message) {
  return {Errc::network, std::move(message)};
}

}  // namespace

OutgoingConnection::OutgoingConnection(tcp::socket socket, Endpoint to,
                                       std::shared_ptr<const TlsClientContext> tls)
    : socket_(std::move(socket)),
      to_(std::move(to)),
      context_(std::move(tls)),
      deadline_(socket_.get_executor()) {}

Task<Result<std::unique_ptr<OutgoingConnection>>> OutgoingConnection::open(
    Endpoint to, std::shared_ptr<const TlsClientContext> tls) {
  const auto executor = co_await asio::this_coro::executor;
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  tcp::resolver resolver(executor);
  const auto port = std::to_string(to.port);
  const auto found = co_await resolver.async_resolve(to.host, port, token);
  if (error) co_return no_connection(fmt::format("there is no host {}", to.host));
  auto connection = std::make_unique<OutgoingConnection>(tcp::socket(executor), to, std::move(tls));
  connection->give_up_after(patience);
  co_await asio::async_connect(connection->socket_, found, token);
  connection->deadline_.disarm();
  if (error == asio::error::connection_refused)
    co_return no_connection(fmt::format("nothing listens at {}", to_text(to)));
  if (error) co_return no_connection(fmt::format("cannot connect to {}: {}", to_text(to), error.message()));
  connection->socket_.set_option(tcp::no_delay(true), error);
  co_return connection;
}

void OutgoingConnection::give_up_after(std::chrono::steady_clock::duration time) {
  deadline_.arm(time, [this] {
    error_code ignored;
    socket_.close(ignored);
  });
}

Task<std::string_view> OutgoingConnection::read() {
  if (std::exchange(is_interrupted_, false)) co_return std::string_view{};
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const auto buffer = asio::buffer(received_);
  std::size_t size = 0;
  if (tls_)
    size = co_await tls_->async_read_some(buffer, token);
  else
    size = co_await socket_.async_read_some(buffer, token);
  is_interrupted_ = false;
  co_return std::string_view(received_.data(), size);
}

void OutgoingConnection::interrupt_read() {
  is_interrupted_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

Task<bool> OutgoingConnection::write(std::string_view bytes) {
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const auto buffer = asio::buffer(bytes);
  give_up_after(patience + std::chrono::seconds(bytes.size() / (64 * 1024)));
  if (tls_)
    co_await asio::async_write(*tls_, buffer, token);
  else
    co_await asio::async_write(socket_, buffer, token);
  deadline_.disarm();
  co_return !error;
}

Task<> OutgoingConnection::close() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
  co_return;
}

Task<Result<TlsState>> OutgoingConnection::start_tls() {
  if (!context_) co_return no_connection("TLS is not set up");
  tls_ = make_tls_stream(socket_, *context_, to_.host);
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  give_up_after(patience);
  co_await tls_->async_handshake(tls_client_side, token);
  deadline_.disarm();
  auto* const session = tls_->native_handle();
  if (error) {
    const auto distrust = TlsClientContext::distrust_of(session);
    forget_tls_errors();
    co_return no_connection(distrust.empty() ? fmt::format("TLS failed: {}", error.message())
                                             : fmt::format("its certificate is not trusted: {}", distrust));
  }
  TlsState state;
  state.version = SSL_get_version(session);
  state.cipher = SSL_get_cipher_name(session);
  co_return state;
}

}  // namespace mailstop::net
