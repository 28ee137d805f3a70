#include "api/v1/message_json.hpp"

#include <algorithm>
#include <set>

#include "api/v1/list_cursor.hpp"
#include "api/v1/part_json.hpp"
#include "api/v1/session_json.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace mailstop::api::v1 {
namespace {

void write_address(JsonWriter& json, const mail::Address& address) {
  json.begin_object();
  json.member("name", address.name);
  json.member("address", address.address);
  json.end_object();
}

void write_addresses(JsonWriter& json, std::string_view name, const std::vector<mail::Address>& addresses) {
  json.array(name, addresses, [&](const auto& address) { write_address(json, address); });
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.array(name, texts, [&](const auto& text) { json.value(text); });
}

void write_summary_members(JsonWriter& json, const mail::MessageSummary& summary) {
  json.member("id", summary.id);
  json.member("sequence", summary.sequence);
  json.member("inbox", summary.inbox);
  json.member("receivedAt", to_rfc3339(summary.received_at));
  json.key("from");
  if (summary.from.empty()) {
    json.null();
  } else {
    write_address(json, summary.from.front());
  }
  write_addresses(json, "to", summary.to);
  write_addresses(json, "cc", summary.cc);
  write_addresses(json, "bcc", summary.bcc);
  json.member("subject", summary.subject);
  json.member("snippet", summary.snippet);
  json.member("size", summary.size);
  json.member("read", summary.read);
  json.member("pinned", summary.pinned);
  write_texts(json, "tags", summary.tags);
  json.member("attachmentCount", summary.attachment_count);
  json.member("sender", summary.sender);
  write_texts(json, "recipients", summary.recipients);
  if (summary.held_until) json.member("heldUntil", to_rfc3339(*summary.held_until));
}

std::string_view name_of(mail::BodyType body) {
  switch (body) {
    case mail::BodyType::eight_bit_mime:
      return "8BITMIME";
    case mail::BodyType::binary_mime:
      return "BINARYMIME";
    case mail::BodyType::seven_bit:
      break;
  }
  return "7BIT";
}

void write_recipient(JsonWriter& json, const mail::Recipient& recipient) {
  json.begin_object();
  json.member("address", recipient.address);
  json.member("notify", recipient.notify);
  json.member("originalRecipient", recipient.original_recipient);
  json.end_object();
}

// What the client wished for the way of the message: RFC 4954, 8689, 2852, 6710 and 4865.
void write_wishes(JsonWriter& json, const mail::Envelope& envelope, Timestamp received_at) {
  json.member("authSender", envelope.auth_sender);
  json.member("requireTls", envelope.require_tls);
  json.member("deliverBy", envelope.deliver_by);
  json.key("priority");
  envelope.priority ? json.value(*envelope.priority) : json.null();
  json.key("releaseAt");
  if (!envelope.release) return json.null();
  json.value(to_rfc3339(mail::release_time(*envelope.release, received_at)));
}

void write_envelope(JsonWriter& json, const mail::Envelope& envelope, Timestamp received_at) {
  json.key("envelope");
  json.begin_object();
  json.member("sender", envelope.sender);
  json.array("recipients", envelope.recipients,
             [&](const auto& recipient) { write_recipient(json, recipient); });
  json.member("helo", envelope.helo);
  json.member("clientAddress", envelope.client_address);
  json.member("clientPort", envelope.client_port);
  json.member("authUser", envelope.auth_user);
  json.member("authMechanism", envelope.auth_mechanism);
  write_tls(json, envelope.tls);
  json.member("smtputf8", envelope.smtputf8);
  json.member("body", name_of(envelope.body));
  json.member("returnContent", envelope.return_content);
  json.member("envelopeId", envelope.envelope_id);
  write_wishes(json, envelope, received_at);
  json.end_object();
}

void write_link(JsonWriter& json, const mail::Link& link) {
  json.begin_object();
  json.member("href", link.href);
  json.member("text", link.text);
  json.member("source", link.source == mail::LinkSource::html ? "html" : "text");
  json.end_object();
}

void write_image(JsonWriter& json, const mail::Image& image) {
  json.begin_object();
  json.member("src", image.src);
  json.member("alt", image.alt);
  json.member("width", image.width);
  json.member("height", image.height);
  json.end_object();
}

void write_code(JsonWriter& json, const mail::Code& code) {
  json.begin_object();
  json.member("value", code.value);
  json.member("confidence", code.confidence);
  json.member("context", code.context);
  json.end_object();
}

void write_list_unsubscribe(JsonWriter& json, const mail::ListUnsubscribe& unsubscribe) {
  json.key("listUnsubscribe");
  json.begin_object();
  write_texts(json, "urls", unsubscribe.urls);
  json.member("oneClick", unsubscribe.one_click);
  json.end_object();
}

void write_warning(JsonWriter& json, const mail::Warning& warning) {
  json.begin_object();
  json.member("code", warning.code);
  json.member("message", warning.message);
  json.end_object();
}

void write_attachments(JsonWriter& json, const std::vector<mail::Part>& parts) {
  json.key("attachments");
  json.begin_array();
  for (const auto& part : parts) {
    if (mail::is_file(part)) write_part(json, part);
  }
  json.end_array();
}

}  // namespace

void write_summary(JsonWriter& json, const mail::MessageSummary& summary) {
  json.begin_object();
  write_summary_members(json, summary);
  json.end_object();
}

std::string summary_json(const mail::MessageSummary& summary) {
  JsonWriter json;
  write_summary(json, summary);
  return json.take();
}

void write_message(JsonWriter& json, const mailroom::OpenedMessage& opened) {
  const auto& message = opened.message;
  json.begin_object();
  write_summary_members(json, message.summary);
  json.member("messageId", message.message_id);
  json.key("date");
  if (message.date) {
    json.value(to_rfc3339(*message.date));
  } else {
    json.null();
  }
  write_addresses(json, "replyTo", message.reply_to);
  json.member("inReplyTo", message.in_reply_to);
  write_texts(json, "references", message.references);
  json.member("text", opened.text);
  json.member("html", opened.html);
  json.array("links", message.links, [&](const auto& link) { write_link(json, link); });
  json.array("images", message.images, [&](const auto& image) { write_image(json, image); });
  json.array("codes", message.codes, [&](const auto& code) { write_code(json, code); });
  write_attachments(json, message.parts);
  write_envelope(json, message.envelope, message.summary.received_at);
  write_texts(json, "hiddenRecipients", hidden_recipients(message));
  write_list_unsubscribe(json, message.list_unsubscribe);
  json.key("sessionId");
  message.session_id.empty() ? json.null() : json.value(message.session_id);
  json.array("warnings", message.warnings, [&](const auto& warning) { write_warning(json, warning); });
  json.end_object();
}

std::string message_json(const mailroom::OpenedMessage& opened) {
  JsonWriter json;
  write_message(json, opened);
  return json.take();
}

std::string list_json(const store::Page& page) {
  JsonWriter json;
  json.begin_object();
  json.array("messages", page.messages, [&](const auto& summary) { write_summary(json, summary); });
  json.key("nextCursor");
  if (page.next_cursor) {
    json.value(to_cursor(*page.next_cursor));
  } else {
    json.null();
  }
  json.member("total", page.totals.total);
  json.member("unread", page.totals.unread);
  if (page.matched) {
    json.member("matched", *page.matched);
    json.member("matchedMore", page.matched_more);
  }
  json.member("sequence", page.sequence);
  json.end_object();
  return json.take();
}

std::string headers_json(const std::vector<mail::Header>& headers) {
  JsonWriter json;
  json.begin_array();
  for (const auto& header : headers) {
    json.begin_object();
    json.member("name", header.name);
    json.member("value", header.value);
    json.member("raw", header.raw);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::vector<std::string> hidden_recipients(const store::StoredMessage& message) {
  std::set<std::string> named;
  for (const auto* list : {&message.summary.to, &message.summary.cc, &message.summary.bcc}) {
    for (const auto& address : *list) named.insert(fold_case(address.address));
  }
  std::vector<std::string> hidden;
  for (const auto& recipient : message.envelope.recipients) {
    if (!named.contains(fold_case(to_valid_utf8(recipient.address)))) hidden.push_back(recipient.address);
  }
  return hidden;
}

}  // namespace mailstop::api::v1
