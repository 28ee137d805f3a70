// A listening socket, TCP or Unix. Thread: the executor's.
#pragma once
#include <boost/asio/basic_socket_acceptor.hpp>
#include <functional>

#include "base/result.hpp"
#include "base/task.hpp"
#include "net/endpoint.hpp"
#include "net/socket.hpp"

namespace mailstop::net {

using OnAccept = std::function<void(Socket)>;

class Listener {
 public:
  // Binds and listens. Errors say which address, why, and what to do (port in use, no permission, no such
  // address). The file of a Unix socket on which nobody listens any more is replaced; the new one has mode
  // 0660.
  static Result<Listener> open(asio::any_io_executor executor, const Endpoint& endpoint);

  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&& other) noexcept;
  ~Listener();

  // The real address, with the port that the system chose for port 0.
  const Endpoint& local() const { return local_; }

  // Accepts until close(). Running out of file descriptors pauses accepting; it never ends it.
  Task<> accept_loop(OnAccept on_accept);

  // Removes the file of a Unix socket, unless another has taken its place.
  void close();

 private:
  using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

  Listener(Acceptor acceptor, Endpoint local);

  Acceptor acceptor_;
  Endpoint local_;
  std::uint64_t file_ = 0;  // the inode of a Unix socket's file
};

// True when the machine has the IPv6 loopback address.
bool has_ipv6_loopback();

}  // namespace mailstop::net
