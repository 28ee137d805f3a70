// TLS over an asynchronous stream of Asio or Beast, for the web server, its client and what sends mail; what
// takes mail goes through TlsConnection.
#pragma once
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <string>

#include "base/task.hpp"
#include "net/tls_client_context.hpp"
#include "net/tls_context.hpp"

namespace mailstop::net {

template <class Lower>
using TlsStream = asio::ssl::stream<Lower>;

// `lower` must outlive the stream.
template <class Lower>
std::unique_ptr<TlsStream<Lower&>> make_tls_stream(Lower& lower, const TlsContext& context) {
  return std::make_unique<TlsStream<Lower&>>(lower, context.new_session());
}

template <class Lower>
std::unique_ptr<TlsStream<Lower&>> make_tls_stream(Lower& lower, const TlsClientContext& context,
                                                   const std::string& host) {
  return std::make_unique<TlsStream<Lower&>>(lower, context.new_session(host));
}

inline constexpr auto tls_server_side = asio::ssl::stream_base::server;
inline constexpr auto tls_client_side = asio::ssl::stream_base::client;

}  // namespace mailstop::net
