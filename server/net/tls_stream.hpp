// TLS over an asynchronous stream of Asio or Beast, for the web server; mail goes through TlsConnection.
#pragma once
#include <boost/asio/ssl/stream.hpp>
#include <memory>

#include "base/task.hpp"
#include "net/tls_context.hpp"

namespace mailstop::net {

template <class Lower>
using TlsStream = asio::ssl::stream<Lower>;

// `lower` must outlive the stream.
template <class Lower>
std::unique_ptr<TlsStream<Lower&>> make_tls_stream(Lower& lower, const TlsContext& context) {
  return std::make_unique<TlsStream<Lower&>>(lower, context.new_session());
}

inline constexpr auto tls_server_side = asio::ssl::stream_base::server;

}  // namespace mailstop::net
