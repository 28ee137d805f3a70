// The header of the PROXY protocol, versions 1 and 2 (HAProxy, proxy-protocol.txt), by which a proxy says who
// its client is before the client's first byte. Pure.
//
//   std::string header;
//   for (;;) {
//     const auto progress = parse_proxy_header(header);
//     if (const auto* more = std::get_if<ProxyIncomplete>(&progress)) header += read exactly more->wanted
//     bytes
//     ...
//   }
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "net/endpoint.hpp"

namespace mailstop::net {

// So many bytes more belong to the header for sure: who reads no more takes nothing of what follows it.
struct ProxyIncomplete {
  std::size_t wanted = 0;
};

struct ProxyHeader {
  // None when the proxy speaks for itself (LOCAL) or does not say (UNKNOWN): the peer is the client then.
  std::optional<Endpoint> client;
};

using ProxyProgress = std::variant<ProxyIncomplete, ProxyHeader, Error>;

// `bytes` is the beginning of a connection; nothing behind the header is in it.
ProxyProgress parse_proxy_header(std::string_view bytes);

}  // namespace mailstop::net
