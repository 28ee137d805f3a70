// The attributes of XCLIENT (Postfix XCLIENT_README): who the real client behind a proxy is.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/smtp/cursor.hpp"

namespace mailstop::smtp {

// What was given; "" when the proxy says that it does not know.
struct XclientAttributes {
  std::optional<std::string> address;  // "192.0.2.1", "2001:db8::1"
  std::optional<std::uint16_t> port;
  std::optional<std::string> helo;
  std::optional<std::string> login;
};

// 1*( SP attribute-name "=" xtext ). NAME, PROTO, DESTADDR and DESTPORT are read and not used.
Rule<XclientAttributes> parse_xclient(Cursor& cursor);

}  // namespace mailstop::smtp
