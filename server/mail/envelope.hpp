// What SMTP said about a message, as opposed to what the message says about itself (RFC 5321 section 2.3.1).
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"

namespace mailstop::mail {

enum class BodyType { seven_bit, eight_bit_mime, binary_mime };

struct Recipient {
  std::string address;             // as given in RCPT TO, without the angle brackets
  std::string notify;              // RFC 3461 NOTIFY: "NEVER", "SUCCESS,DELAY"; "" when not given
  std::string original_recipient;  // RFC 3461 ORCPT, decoded: "rfc822;a@b.test"; "" when not given

  bool operator==(const Recipient&) const = default;
};

struct TlsFacts {
  std::string version;
  std::string cipher;
  std::string server_name;     // RFC 6066 SNI: the name that the client asked for; "" when not given
  std::string alpn;            // RFC 7301, the protocol agreed on; "" for none
  std::string client_subject;  // of the client's certificate; "" when it showed none

  bool operator==(const TlsFacts&) const = default;
};

// RFC 4865: to be seen only so long after its arrival, or at this time.
using ReleaseRequest = std::variant<std::chrono::seconds, Timestamp>;

inline Timestamp release_time(const ReleaseRequest& request, Timestamp received_at) {
  const auto* wait = std::get_if<std::chrono::seconds>(&request);
  return wait ? received_at + *wait : std::get<Timestamp>(request);
}

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
  std::string return_content;   // RFC 3461 RET: "FULL", "HDRS" or ""
  std::string envelope_id;      // RFC 3461 ENVID, decoded
  std::string auth_sender;      // RFC 4954 AUTH= of MAIL, decoded; "<>" for nobody known, "" when not given
  bool require_tls = false;     // RFC 8689
  std::string deliver_by;       // RFC 2852 BY: "120;R", "-30;NT"; "" when not given
  std::optional<int> priority;  // RFC 6710 MT-PRIORITY, -9 to 9
  std::optional<ReleaseRequest> release;  // RFC 4865 HOLDFOR or HOLDUNTIL

  bool operator==(const Envelope&) const = default;
};

}  // namespace mailstop::mail
