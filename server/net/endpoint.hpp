// Where a listener listens, as written in a flag: "127.0.0.1:1025", "[::1]:1025", ":1025" (all addresses),
// "localhost:0", "unix:/run/mail.sock"; or who is at the other end.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::net {

struct Endpoint {
  std::string host;  // an address literal without brackets, or a name; "" is every address
  std::uint16_t port = 0;
  std::string path{};  // of a Unix socket, whose host is "unix" and whose port is 0; "" for TCP

  bool operator==(const Endpoint&) const = default;
};

Result<Endpoint> parse_endpoint(std::string_view text);

Endpoint unix_endpoint(std::string path);

// "127.0.0.1:1025", "[::1]:1025", "unix:/run/mail.sock"
std::string to_text(const Endpoint& endpoint);

}  // namespace mailstop::net
