// The states of a session. Each owns what only it needs; what outlives a mail transaction is in Session
// itself.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mail/envelope.hpp"
#include "protocol/line/dot_decoder.hpp"
#include "protocol/sasl/exchange.hpp"
#include "protocol/smtp/reply.hpp"

namespace mailstop::smtp {

struct Greeting {};   // nothing was said yet
struct Connected {};  // greeted; waiting for HELO or EHLO

struct FailedChunks {  // of a message that was refused while more of it is still under way
  Reply refusal;
  std::vector<std::string> recipients;
};

struct Ready {  // no mail transaction
  std::optional<FailedChunks> failed;
};

struct Transaction {  // MAIL was accepted
  mail::Envelope envelope;
  std::uint64_t declared_size = 0;  // SIZE=, 0 when not given
  bool recipient_refused = false;
  bool is_chunked = false;  // BDAT came: no DATA and no RCPT any more
  std::string chunks;
  std::uint64_t spooled = 0;  // octets of chunks before those
};

struct CheckingSender {  // CheckSender is asked
  Transaction transaction;
};

struct CheckingRecipient {  // CheckRecipient is asked
  Transaction transaction;
  mail::Recipient recipient;
};

struct ReceivingChunk {  // the octets that a BDAT line counted
  std::variant<Connected, Ready, Transaction> before;
  std::optional<Reply> refusal;  // the octets are dropped and this is said
  std::uint64_t octets = 0;
  std::uint64_t remaining = 0;
  bool is_last = false;
};

struct ReceivingData {  // between 354 and CRLF.CRLF
  mail::Envelope envelope;
  line::DotDecoder decoder;
  std::uint64_t spooled = 0;     // bytes that Spool has taken
  std::optional<Reply> refusal;  // the rest is dropped and this is said
};

struct Storing {  // Store is asked
  std::vector<std::string> recipients;
};

struct Authenticating {  // 334 was sent
  sasl::Exchange exchange;
};

struct Verifying {  // Authenticate is asked
  sasl::Exchange exchange;
  std::string user;
};

struct LookingUp {  // LookUpPassword is asked
  sasl::Exchange exchange;
};

struct StartingTls {  // 220 was sent; what comes before the handshake is dropped
  bool is_asked = false;
};

struct Closing {};  // Close follows what is still to be sent

using State =
    std::variant<Greeting, Connected, Ready, Transaction, CheckingSender, CheckingRecipient, ReceivingData,
                 ReceivingChunk, Storing, Authenticating, Verifying, LookingUp, StartingTls, Closing>;

}  // namespace mailstop::smtp
