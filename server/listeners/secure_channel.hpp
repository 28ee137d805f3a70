// What a TLS handshake of net means to the engines.
#pragma once
#include "net/tls_state.hpp"
#include "protocol/smtp/facts.hpp"

namespace mailstop::listeners {

smtp::SecureChannel to_secure_channel(net::TlsState state);

}  // namespace mailstop::listeners
