// What the host knows of a connection before its first byte, or learns from a TLS handshake.
#pragma once
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "mail/envelope.hpp"
#include "protocol/sasl/offer.hpp"

namespace mailstop::smtp {

struct SecureChannel {
  mail::TlsFacts facts;            // go into the envelopes; the subject is that of a verified certificate
  sasl::ChannelBindings bindings;  // SCRAM with -PLUS is offered when there is one
};

struct SessionFacts {
  std::optional<SecureChannel> channel;  // the connection began with a TLS handshake
  Timestamp connected_at{};
  std::string entropy;      // 32 random bytes of this session alone: challenges are made from it
  bool is_trusted = false;  // the peer is a proxy of ours: XCLIENT is offered
};

}  // namespace mailstop::smtp
