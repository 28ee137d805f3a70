// Takes the header of the PROXY protocol, and nothing behind it, from a fresh connection. Runs on the
// socket's executor; cancelling the socket ends it early.
#pragma once
#include <chrono>

#include "base/task.hpp"
#include "net/proxy_header.hpp"
#include "net/socket.hpp"

namespace mailstop::net {

// The error says why there is none: malformed, cut off, or not there in time.
Task<Result<ProxyHeader>> read_proxy_header(Socket& socket, std::chrono::milliseconds patience);

}  // namespace mailstop::net
