#include "mailroom/inbox_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "mailroom/raw_header.hpp"

namespace mailstop::mailroom {
namespace {

constexpr std::string_view header_name = "X-Mailstop-Inbox";

constexpr std::pair<std::string_view, InboxKey> key_names[] = {{"header", InboxKey::header},
                                                               {"auth", InboxKey::auth},
                                                               {"recipient-tag", InboxKey::recipient_tag},
                                                               {"recipient", InboxKey::recipient},
                                                               {"helo", InboxKey::helo},
                                                               {"client-address", InboxKey::client_address}};

bool is_name_character(char c) {
  const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return is_letter || is_digit(c) || std::string_view("._@+-").find(c) != std::string_view::npos;
}

// RFC 5233 section 4: what is behind the separator is the detail.
std::string_view tag_of(std::string_view address) {
  const auto local_part = address.substr(0, address.rfind('@'));
  const auto plus = local_part.find('+');
  return plus == std::string_view::npos ? std::string_view() : local_part.substr(plus + 1);
}

std::string first_tag(const mail::Envelope& envelope) {
  for (const auto& recipient : envelope.recipients) {
    if (const auto tag = tag_of(recipient.address); is_inbox_name(tag)) return std::string(tag);
  }
  return {};
}

// What an address has that a name may not: "[IPv6:2001:db8::1]" becomes "2001-db8--1".
std::string name_of_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  constexpr std::string_view ipv6 = "IPv6:";
  if (starts_with_ignoring_case(text, ipv6)) text.remove_prefix(ipv6.size());
  std::string name(text);
  std::replace(name.begin(), name.end(), ':', '-');
  return name;
}

std::string name_by(InboxKey key, const mail::Envelope& envelope, std::string_view raw) {
  switch (key) {
    case InboxKey::header:
      return std::string(raw_header(raw, header_name));
    case InboxKey::auth:
      return envelope.auth_user;
    case InboxKey::recipient_tag:
      return first_tag(envelope);
    case InboxKey::recipient:
      return envelope.recipients.empty() ? "" : to_lower_ascii(envelope.recipients.front().address);
    case InboxKey::helo:
      return name_of_address(envelope.helo);
    case InboxKey::client_address:
      return name_of_address(envelope.client_address);
  }
  return {};
}

Error unknown_key(std::string_view name) {
  std::string known;
  for (const auto& [key_name, key] : key_names) known += (known.empty() ? "" : ", ") + std::string(key_name);
  return invalid_argument(fmt::format("\"{}\" is none of {}", escape_controls(name), known));
}

}  // namespace

// "." and ".." mean something else in a path, before a client even asks.
bool is_inbox_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && text.size() <= longest_inbox_name &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

Result<InboxKeys> parse_inbox_keys(std::string_view text) {
  InboxKeys keys;
  for (const auto word : split(text, ',')) {
    const auto name = trim(word);
    const auto known = std::find_if(std::begin(key_names), std::end(key_names),
                                    [name](const auto& entry) { return entry.first == name; });
    if (known == std::end(key_names)) return unknown_key(name);
    keys.push_back(known->second);
  }
  return keys;
}

InboxKeys default_inbox_keys() {
  return {InboxKey::header, InboxKey::auth};
}

std::string choose_inbox(const mail::Envelope& envelope, std::string_view raw, const InboxKeys& keys,
                         std::string_view by_rule) {
  bool is_rules_turn = keys.empty() || keys.front() != InboxKey::header;
  for (const auto key : keys) {
    if (is_rules_turn && !by_rule.empty()) break;
    if (auto name = name_by(key, envelope, raw); is_inbox_name(name)) return name;
    is_rules_turn = true;
  }
  return std::string(by_rule.empty() ? default_inbox : by_rule);
}

}  // namespace mailstop::mailroom
