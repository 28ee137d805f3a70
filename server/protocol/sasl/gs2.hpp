// The header with which SCRAM (RFC 5802 section 7) and OAUTHBEARER (RFC 7628) messages begin.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mailstop::sasl {

enum class Gs2Binding {
  not_supported,  // "n"
  not_seen,       // "y": the client could, but thinks that the server cannot
  used,           // "p="
};

struct Gs2Header {
  std::string text;  // the whole of it, with its last comma
  Gs2Binding binding = Gs2Binding::not_supported;
  std::string binding_name;      // "tls-exporter"
  std::string authorization_id;  // decoded
};

// gs2-cbind-flag "," [ "a=" saslname ] ","
std::optional<Gs2Header> parse_gs2_header(std::string_view message);

// saslname: "=2C" is a comma and "=3D" an equals sign.
std::optional<std::string> parse_saslname(std::string_view text);

}  // namespace mailstop::sasl
