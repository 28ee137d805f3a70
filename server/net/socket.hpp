// A connected byte-stream socket of any family: TCP or Unix. Sockets of either kind convert to it by move.
#pragma once
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "base/task.hpp"
#include "net/endpoint.hpp"

namespace mailstop::net {

using Socket = asio::generic::stream_protocol::socket;

// Who is at the other end. Who comes through a Unix socket has no address but that of the socket.
Endpoint peer_of(const Socket& socket);

// For who speaks only TCP; the socket must be one, or the result is closed.
asio::ip::tcp::socket to_tcp(Socket socket);

}  // namespace mailstop::net
