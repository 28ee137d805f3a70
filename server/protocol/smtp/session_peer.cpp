// Who is at the other end: STARTTLS makes sure, XCLIENT lets a proxy tell.
#include <fmt/format.h>

#include <utility>

#include "protocol/smtp/session.hpp"
#include "protocol/smtp/xclient.hpp"

namespace mailstop::smtp {

// RFC 3207 section 4
void Session::on_starttls(Cursor) {
  if (channel_) return refuse({503, "5.5.1", "Bad sequence: TLS is on already"});
  if (!offered_.has(Extension::starttls)) return refuse(unimplemented());
  reply({220, "2.0.0", "Ready to start TLS"});
  enter(StartingTls{});
}

// The session starts anew, as the client that the proxy speaks for.
void Session::on_xclient(Cursor arguments) {
  if (!facts_.is_trusted) return refuse(unimplemented());
  auto attributes = parse_xclient(arguments);
  if (!attributes) {
    const auto& error = attributes.error();
    return refuse({501, "5.5.4", fmt::format("Syntax error in column {}: {}", error.column, error.message)});
  }
  if (attributes->address) client_address_ = std::move(*attributes->address);
  if (attributes->port) client_port_ = *attributes->port;
  if (attributes->helo) helo_ = std::move(*attributes->helo);
  if (attributes->login) {
    auth_mechanism_ = attributes->login->empty() ? "" : "XCLIENT";
    auth_user_ = std::move(*attributes->login);
  }
  greet();
}

}  // namespace mailstop::smtp
