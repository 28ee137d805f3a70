// Serves HTTP/1.1 on accepted connections. Belongs to one executor, on which everything here and every
// handler runs.
//
//   Server server(executor, router, settings);
//   server.accept(std::move(socket));       // from any acceptor loop, again and again
//   co_await server.close(5s);              // answers in progress end, streams are closed with 1001, the
//   rest is cut
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <list>
#include <memory>

#include "base/gate.hpp"
#include "http/router.hpp"
#include "http/settings.hpp"
#include "net/tls_context_source.hpp"

namespace mailstop::http {

class Session;

class Server {
 public:
  // `router` must outlive the server; routes are added before the first connection.
  // With `tls` it speaks HTTPS on every connection.
  Server(asio::any_io_executor executor, const Router& router, Settings settings,
         std::shared_ptr<net::TlsContextSource> tls = nullptr);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Starts a session in the server's gate. Above the connection cap the client is told 503.
  void accept(asio::ip::tcp::socket socket);

  size_t connections() const { return gate_.count(); }

  // No new connections or requests; waits for those under way, at most `patience`. Must be awaited before
  // destruction.
  Task<> close(Duration patience);

 private:
  friend class Session;
  Task<> serve(asio::ip::tcp::socket socket, bool is_refused);

  const Router& router_;
  const Settings settings_;
  const std::shared_ptr<net::TlsContextSource> tls_;
  Gate gate_;
  std::list<Session*> sessions_;
  bool is_closing_ = false;
};

}  // namespace mailstop::http
