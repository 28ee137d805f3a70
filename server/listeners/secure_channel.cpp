#include "listeners/secure_channel.hpp"

#include <utility>

namespace mailstop::listeners {

smtp::SecureChannel to_secure_channel(net::TlsState state) {
  smtp::SecureChannel channel;
  channel.facts.version = std::move(state.version);
  channel.facts.cipher = std::move(state.cipher);
  channel.facts.server_name = std::move(state.server_name);
  channel.facts.alpn = std::move(state.alpn);
  channel.facts.client_subject = std::move(state.client_subject);
  channel.bindings.unique = std::move(state.unique);
  channel.bindings.exporter = std::move(state.exporter);
  return channel;
}

}  // namespace mailstop::listeners
