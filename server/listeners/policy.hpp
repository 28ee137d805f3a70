// The rules by which a server refuses or drops mail on purpose, so that a client's handling of it can be
// tested. All are off by default. Immutable once it is made.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "mail/envelope.hpp"
#include "protocol/smtp/reply.hpp"
#include "query/pattern.hpp"

namespace mailstop::listeners {

struct RefusalRule {
  query::Pattern addresses;
  smtp::Reply reply;
};

struct Policy {
  std::vector<query::Pattern> accepted_recipients;  // empty accepts all
  std::vector<RefusalRule> refused_recipients;
  std::vector<RefusalRule> refused_senders;
  std::vector<std::string> discarded_domains;  // in lower case

  bool has_sender_rules() const { return !refused_senders.empty(); }
  bool has_recipient_rules() const { return !accepted_recipients.empty() || !refused_recipients.empty(); }

  // None to go on. The first rule that fits counts.
  std::optional<smtp::Reply> find_sender_refusal(std::string_view sender) const;
  std::optional<smtp::Reply> find_recipient_refusal(std::string_view recipient) const;

  // True when every recipient is in one of the domains: what anybody could read is kept.
  bool discards(const mail::Envelope& envelope) const;
};

// "REGEX" or "REGEX:450 4.2.1 Try later": the reply begins at the first colon with a code of three digits
// behind it.
Result<RefusalRule> parse_refusal_rule(std::string_view text);

}  // namespace mailstop::listeners
