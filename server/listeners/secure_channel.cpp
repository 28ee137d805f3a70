#include "listeners/secure_channel.hpp"

#include <utility>

namespace mailstop::listeners {

smtp::SecureChannel to_secure_channel(net::TlsState state) {
  smtp::SecureChannel channel;
  channel.version = std::move(state.version);
  channel.cipher = std::move(state.cipher);
  channel.bindings.unique = std::move(state.unique);
  channel.bindings.exporter = std::move(state.exporter);
  channel.certificate_subject = std::move(state.client_subject);
  return channel;
}

}  // namespace mailstop::listeners
