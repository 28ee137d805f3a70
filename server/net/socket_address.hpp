// Addresses of sockets of any family as people read them.
#pragma once
#include <sys/socket.h>

#include <boost/asio/generic/stream_protocol.hpp>

#include "base/task.hpp"
#include "net/endpoint.hpp"

namespace mailstop::net {

using SocketAddress = asio::generic::stream_protocol::endpoint;

inline bool is_internet(const asio::generic::stream_protocol& protocol) {
  return protocol.family() == AF_INET || protocol.family() == AF_INET6;
}

// An IPv4 client of a dual-stack socket is still an IPv4 client to people.
Endpoint to_endpoint(const SocketAddress& address);

}  // namespace mailstop::net
