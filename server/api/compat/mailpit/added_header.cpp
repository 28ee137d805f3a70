#include "api/compat/mailpit/added_header.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "api/v1/message_json.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

// RFC 5322 section 3.3
std::string header_date(Timestamp time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000 (UTC)", seconds);
}

std::string received(const store::StoredMessage& message) {
  const auto& envelope = message.envelope;
  const auto& recipients = envelope.recipients;
  const auto whom =
      recipients.empty() ? std::string() : fmt::format(" for <{}>", escape_controls(recipients[0].address));
  return fmt::format("Received: from {} ([{}])\r\n        by mailstop with SMTP id {}\r\n       {}; {}\r\n",
                     escape_controls(envelope.helo), envelope.client_address, message.summary.id, whom,
                     header_date(message.summary.received_at));
}

}  // namespace

std::string message_id_of(const store::StoredMessage& message) {
  return message.message_id.empty() ? message.summary.id + "@mailstop" : message.message_id;
}

std::string added_header(const store::StoredMessage& message) {
  auto header = fmt::format("Return-Path: <{}>\r\n", escape_controls(message.envelope.sender));
  if (!message.session_id.empty()) header += received(message);
  if (message.message_id.empty()) header += fmt::format("Message-ID: <{}>\r\n", message_id_of(message));
  auto hidden = v1::hidden_recipients(message);
  for (auto& address : hidden) address = fmt::format("<{}>", escape_controls(address));
  if (!hidden.empty()) header += fmt::format("Bcc: {}\r\n", fmt::join(hidden, ",\r\n "));
  return header;
}

std::uint64_t shown_size(const store::StoredMessage& message) {
  return message.summary.size + added_header(message).size();
}

std::vector<mail::Address> bcc_of(const store::StoredMessage& message) {
  auto all = message.summary.bcc;
  for (auto& address : v1::hidden_recipients(message)) all.push_back({{}, std::move(address)});
  return all;
}

}  // namespace mailstop::api::compat::mailpit
