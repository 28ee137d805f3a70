// What SMTP said about a message, as opposed to what the message says about itself (RFC 5321 section 2.3.1).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mailstop::mail {

enum class BodyType { seven_bit, eight_bit_mime, binary_mime };

struct Recipient {
  std::string address;             // as given in RCPT TO, without the angle brackets
  std::string notify;              // RFC 3461 NOTIFY, "" when not given
  std::string original_recipient;  // RFC 3461 ORCPT, decoded, "" when not given

  bool operator==(const Recipient&) const = default;
};

struct TlsFacts {
  std::string version;
  std::string cipher;

  bool operator==(const TlsFacts&) const = default;
};

struct Envelope {
  std::string sender;  // reverse-path without the angle brackets; "" is the null sender <>
  std::vector<Recipient> recipients;
  std::string helo;  // argument of HELO or EHLO
  std::string client_address;
  std::uint16_t client_port = 0;
  std::string auth_user;       // "" without AUTH
  std::string auth_mechanism;  // "PLAIN", "LOGIN"; "" without AUTH
  std::optional<TlsFacts> tls;
  bool smtputf8 = false;
  BodyType body = BodyType::seven_bit;
  std::string return_content;  // RFC 3461 RET: "FULL", "HDRS" or ""
  std::string envelope_id;     // RFC 3461 ENVID

  bool operator==(const Envelope&) const = default;
};

}  // namespace mailstop::mail
