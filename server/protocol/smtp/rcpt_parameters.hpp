// What the parameters of RCPT mean: delivery status notifications (RFC 3461).
#pragma once
#include <string>
#include <vector>

#include "protocol/smtp/parameters.hpp"

namespace mailstop::smtp {

struct RcptParameters {
  std::string notify;  // "NEVER", or of SUCCESS, FAILURE and DELAY what was asked for, with commas
  std::string original_recipient;  // "rfc822;a@b.test", decoded
};

boost::system::result<RcptParameters, Reply> to_rcpt_parameters(const Cursor& cursor,
                                                                const std::vector<Parameter>& parameters,
                                                                const ExtensionSet& offered);

// What NOTIFY and ORCPT add to the longest RCPT line (RFC 3461 sections 4.1 and 4.2).
constexpr std::size_t rcpt_extra_octets = 29 + 507;

}  // namespace mailstop::smtp
