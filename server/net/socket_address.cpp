#include "net/socket_address.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstring>

namespace mailstop::net {
namespace {

// Asio converts addresses of a family to generic ones, but not back.
template <class To>
To narrow(const SocketAddress& address) {
  To narrowed;
  const auto size = std::min(address.size(), narrowed.capacity());
  std::memcpy(narrowed.data(), address.data(), size);
  narrowed.resize(size);
  return narrowed;
}

}  // namespace

Endpoint to_endpoint(const SocketAddress& address) {
  if (!is_internet(address.protocol())) {
    if (address.protocol().family() != AF_UNIX || address.size() <= sizeof(sa_family_t))
      return unix_endpoint({});
    return unix_endpoint(narrow<asio::local::stream_protocol::endpoint>(address).path());
  }
  const auto narrowed = narrow<asio::ip::tcp::endpoint>(address);
  const auto host = narrowed.address();
  if (host.is_v6() && host.to_v6().is_v4_mapped())
    return {asio::ip::make_address_v4(asio::ip::v4_mapped, host.to_v6()).to_string(), narrowed.port()};
  return {host.to_string(), narrowed.port()};
}

}  // namespace mailstop::net
