// What a person may say about the ports on which mail comes in.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "listeners/policy.hpp"
#include "net/address_range.hpp"
#include "net/endpoint.hpp"
#include "protocol/smtp/settings.hpp"

namespace mailstop::listeners {

enum class PortKind {
  smtp,
  smtps,       // TLS from the first byte
  submission,  // AUTH is required unless the settings say otherwise
  lmtp,
};

// "smtp", as flags, sessions and the ready line call it
std::string_view to_text(PortKind kind);

struct PortSettings {
  PortKind kind = PortKind::smtp;
  net::Endpoint endpoint;
  smtp::ExtensionSet hidden{};           // besides what the session settings hide
  std::optional<smtp::AuthMode> auth{};  // instead of what the settings say
  bool expects_proxy = false;            // trusted peers begin with a header of the PROXY protocol

  bool operator==(const PortSettings&) const = default;
};

struct SmtpListenerSettings {
  std::vector<PortSettings> ports;  // empty: the defaults of docs/configuration.md
  smtp::SessionSettings session;
  smtp::AuthMode submission_auth = smtp::AuthMode::required;
  std::size_t max_connections = 2000;
  std::size_t max_connections_per_address = 0;  // 0 for any number; clients of Unix sockets do not count
  std::string auth_file;                        // "" lets any credentials pass
  Policy policy;
  std::vector<net::AddressRange> trusted_proxies;
  std::string public_url;    // of the inbox, without a final slash
  std::string spool_folder;  // where large messages wait for their end; "" keeps them in memory
};

// What the settings say about the sessions of one port.
smtp::SessionSettings session_settings(const SmtpListenerSettings& settings, const PortSettings& port);

// Adds "127.0.0.1:25", with its options behind it: "127.0.0.1:25,hide=CHUNKING+DSN,auth=off,proxy". An option
// alone belongs to the port before it, which is how lists in environment variables come in.
Result<void> add_port(std::vector<PortSettings>& ports, PortKind kind, std::string_view text);

// The error names switches that would let nobody send: what demands TLS where there is none.
Result<void> check_settings(const SmtpListenerSettings& settings);

}  // namespace mailstop::listeners
