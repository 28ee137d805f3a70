#include "net/socket.hpp"

#include "net/socket_address.hpp"

namespace mailstop::net {

using asio::ip::tcp;

Endpoint peer_of(const Socket& socket) {
  boost::system::error_code error;
  const auto remote = socket.remote_endpoint(error);
  if (error || is_internet(remote.protocol())) return error ? Endpoint() : to_endpoint(remote);
  return to_endpoint(socket.local_endpoint(error));
}

tcp::socket to_tcp(Socket socket) {
  boost::system::error_code error;
  tcp::socket converted(socket.get_executor());
  const auto protocol = socket.local_endpoint(error).protocol();
  if (error || !is_internet(protocol)) return converted;
  const auto handle = socket.release(error);
  if (!error) converted.assign(protocol.family() == AF_INET6 ? tcp::v6() : tcp::v4(), handle, error);
  return converted;
}

}  // namespace mailstop::net
