// Listening TCP sockets. Thread: the executor's.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "net/endpoint.hpp"

namespace mailstop::net {

using OnAccept = std::function<void(asio::ip::tcp::socket)>;

class Listener {
 public:
  // Binds and listens. Errors say which address, why, and what to do (port in use, no permission, no such
  // address).
  static Result<Listener> open(asio::any_io_executor executor, const Endpoint& endpoint);

  // The real address, with the port that the system chose for port 0.
  Endpoint local() const { return local_; }

  // Accepts until close(). Running out of file descriptors pauses accepting; it never ends it.
  Task<> accept_loop(OnAccept on_accept);
  void close();

 private:
  Listener(asio::ip::tcp::acceptor acceptor, Endpoint local);

  asio::ip::tcp::acceptor acceptor_;
  Endpoint local_;
};

// True when the machine has the IPv6 loopback address.
bool has_ipv6_loopback();

}  // namespace mailstop::net
