// The searchable fields of one message, wherever they are kept. Views only: what it looks at must outlive it.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "mail/envelope.hpp"
#include "mail/message_summary.hpp"
#include "mail/parsed_message.hpp"

namespace mailstop::query {

struct MessageView {
  std::string_view inbox;
  Timestamp received_at;
  std::uint64_t size = 0;
  bool read = false;
  bool pinned = false;
  std::span<const std::string> tags;

  std::string_view sender;
  std::vector<std::string_view> recipients;
  std::string_view auth_user, helo, client_address;
  std::string_view session;  // id of the SMTP session
  bool tls = false;

  std::span<const mail::Header> headers;
  std::span<const mail::Address> from, to, cc, bcc, reply_to;
  std::string_view subject;
  std::string_view message_id;
  std::string_view body;  // as text
  std::string_view text, html;
  std::span<const mail::Part> parts;
  std::span<const mail::Link> links;
  std::span<const mail::Code> codes;
};

// The rest (inbox, tags, headers, ...) is the caller's to fill in.
MessageView view_of(const mail::Envelope& envelope, const mail::ParsedMessage& parsed);

// As far as a summary tells.
MessageView view_of(const mail::MessageSummary& summary);

// What Field::anywhere looks at besides the body: comparable texts, a line break after each.
std::string searchable_head(const MessageView& message);

}  // namespace mailstop::query
