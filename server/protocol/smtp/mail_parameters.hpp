// What the parameters of MAIL mean, extension by extension.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mail/envelope.hpp"
#include "protocol/smtp/parameters.hpp"

namespace mailstop::smtp {

struct MailParameters {
  std::optional<std::uint64_t> size;                // RFC 1870
  mail::BodyType body = mail::BodyType::seven_bit;  // RFC 6152, RFC 3030
  bool smtputf8 = false;                            // RFC 6531
  std::string auth_sender;                          // RFC 4954, decoded; "<>" for nobody known
  std::string return_content;                       // RFC 3461 RET: "FULL" or "HDRS"
  std::string envelope_id;                          // RFC 3461 ENVID, decoded
  bool require_tls = false;                         // RFC 8689
  std::string deliver_by;                           // RFC 2852 BY
  std::optional<int> priority;                      // RFC 6710 MT-PRIORITY
  std::optional<mail::ReleaseRequest> release;      // RFC 4865
};

// 555 for a parameter that is not on offer, 501 for a value that is not allowed or a keyword given twice.
// `cursor` belongs to the line that the parameters are from.
boost::system::result<MailParameters, Reply> to_mail_parameters(const Cursor& cursor,
                                                                const std::vector<Parameter>& parameters,
                                                                const ExtensionSet& offered);

// What the extensions add to the longest MAIL line: SIZE 26 (RFC 1870), BODY 17 (RFC 6152), SMTPUTF8 10 (RFC
// 6531), AUTH 500 (RFC 4954), BY 17 (RFC 2852), MT-PRIORITY 15 (RFC 6710), HOLDUNTIL 34 (RFC 4865),
// REQUIRETLS 11, RET 9 and ENVID 107 (RFC 3461).
constexpr std::size_t mail_extra_octets = 26 + 17 + 10 + 500 + 17 + 15 + 34 + 11 + 9 + 107;

}  // namespace mailstop::smtp
