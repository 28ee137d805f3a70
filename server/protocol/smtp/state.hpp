// The states of a session. Each owns what only it needs; what outlives a mail transaction is in Session
// itself.
#pragma once
#include <cstdint>
#include <string>
#include <variant>

#include "mail/envelope.hpp"
#include "protocol/line/dot_decoder.hpp"
#include "protocol/sasl/exchange.hpp"

namespace mailstop::smtp {

struct Greeting {};   // nothing was said yet
struct Connected {};  // greeted; waiting for HELO or EHLO
struct Ready {};      // no mail transaction

struct Transaction {  // MAIL was accepted
  mail::Envelope envelope;
  std::uint64_t declared_size = 0;  // SIZE=, 0 when not given
  bool recipient_refused = false;
};

struct ReceivingData {  // between 354 and CRLF.CRLF
  mail::Envelope envelope;
  line::DotDecoder decoder;
};

struct Storing {};  // Store is asked

struct Authenticating {  // 334 was sent
  sasl::Exchange exchange;
};

struct Verifying {  // Authenticate is asked
  std::string mechanism;
  std::string user;
};

struct Closing {};  // Close follows what is still to be sent

using State = std::variant<Greeting, Connected, Ready, Transaction, ReceivingData, Storing, Authenticating,
                           Verifying, Closing>;

}  // namespace mailstop::smtp
