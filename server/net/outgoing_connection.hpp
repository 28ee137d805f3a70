// A Connection that this side has made: over TCP, and over TLS from start_tls() on, which is the client's
// side of the handshake here. Same rules as any Connection, so drive() joins a client's engine to it.
//
//   auto connection = co_await OutgoingConnection::open(to, tls);   // Result<std::unique_ptr<...>>
#pragma once
#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>

#include "base/deadline.hpp"
#include "net/connection.hpp"
#include "net/tls_client_context.hpp"
#include "net/tls_stream.hpp"

namespace mailstop::net {

class OutgoingConnection final : public Connection {
 public:
  // `to.host` may be a name. Without `tls`, start_tls() is refused. Errors have the code network and say
  // where nothing listens.
  static Task<Result<std::unique_ptr<OutgoingConnection>>> open(Endpoint to,
                                                                std::shared_ptr<const TlsClientContext> tls);

  OutgoingConnection(asio::ip::tcp::socket socket, Endpoint to, std::shared_ptr<const TlsClientContext> tls);

  asio::any_io_executor executor() override { return socket_.get_executor(); }
  Endpoint peer() const override { return to_; }
  Task<std::string_view> read() override;
  void interrupt_read() override;
  Task<bool> write(std::string_view bytes) override;
  Task<> close() override;

  // Errors say why the server's certificate is not trusted, or what the handshake failed with.
  Task<Result<TlsState>> start_tls() override;

 private:
  void give_up_after(std::chrono::steady_clock::duration patience);

  asio::ip::tcp::socket socket_;
  Endpoint to_;
  std::shared_ptr<const TlsClientContext> context_;
  std::unique_ptr<TlsStream<asio::ip::tcp::socket&>> tls_;  // null while in the clear
  Deadline deadline_;
  std::array<char, 4096> received_;
  bool is_interrupted_ = false;
};

}  // namespace mailstop::net
