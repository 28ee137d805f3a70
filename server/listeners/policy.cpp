#include "listeners/policy.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace mailstop::listeners {
namespace {

// The word "rule" tells the diagnosis of a session that the refusal was wanted.
const smtp::Reply refused{550, "5.7.1", "Refused by a rule of this server"};
const smtp::Reply not_accepted{550, "5.1.1",
                               "No such recipient, by the rule of this server about whom it accepts"};

std::optional<smtp::Reply> find_refusal(const std::vector<RefusalRule>& rules, std::string_view address) {
  for (const auto& rule : rules) {
    if (rule.addresses.is_found_in(address)) return rule.reply;
  }
  return std::nullopt;
}

bool is_reply(std::string_view text) {
  return text.size() >= 3 && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) &&
         (text.size() == 3 || text[3] == ' ');
}

std::size_t find_reply(std::string_view text) {
  auto colon = text.find(':');
  while (colon != std::string_view::npos && !is_reply(text.substr(colon + 1)))
    colon = text.find(':', colon + 1);
  return colon;
}

}  // namespace

std::optional<smtp::Reply> Policy::find_sender_refusal(std::string_view sender) const {
  return find_refusal(refused_senders, sender);
}

std::optional<smtp::Reply> Policy::find_recipient_refusal(std::string_view recipient) const {
  const auto fits = [recipient](const query::Pattern& pattern) { return pattern.is_found_in(recipient); };
  const bool is_accepted = accepted_recipients.empty() ||
                           std::any_of(accepted_recipients.begin(), accepted_recipients.end(), fits);
  return is_accepted ? find_refusal(refused_recipients, recipient) : not_accepted;
}

bool Policy::discards(const mail::Envelope& envelope) const {
  const auto is_discarded = [this](const mail::Recipient& recipient) {
    const auto at = recipient.address.rfind('@');
    if (at == std::string::npos) return false;
    const auto domain = to_lower_ascii(std::string_view(recipient.address).substr(at + 1));
    return std::find(discarded_domains.begin(), discarded_domains.end(), domain) != discarded_domains.end();
  };
  return !discarded_domains.empty() &&
         std::all_of(envelope.recipients.begin(), envelope.recipients.end(), is_discarded);
}

Result<RefusalRule> parse_refusal_rule(std::string_view text) {
  const auto colon = find_reply(text);
  auto addresses = query::Pattern::make(text.substr(0, colon));
  if (!addresses) return addresses.error();
  if (colon == std::string_view::npos) return RefusalRule{std::move(*addresses), refused};
  auto reply = smtp::parse_reply(text.substr(colon + 1));
  if (!reply) return reply.error();
  return RefusalRule{std::move(*addresses), std::move(*reply)};
}

}  // namespace mailstop::listeners
