#include "store/sqlite/message_rows.hpp"

#include <algorithm>
#include <utility>

#include "query/comparable_text.hpp"
#include "query/message_view.hpp"
#include "store/sqlite/held_rows.hpp"
#include "store/sqlite/message_records.hpp"

namespace mailstop::store::sqlite {
namespace {

std::int64_t to_milliseconds(Timestamp time) {
  return time.time_since_epoch().count();
}
Timestamp to_timestamp(std::int64_t milliseconds) {
  return Timestamp{Duration{milliseconds}};
}

std::uint32_t count_of(const std::vector<mail::Part>& parts, mail::PartRole role) {
  return static_cast<std::uint32_t>(
      std::count_if(parts.begin(), parts.end(), [role](const auto& part) { return part.role == role; }));
}

mail::MessageSummary to_summary(NewMessage& message) {
  mail::ParsedMessage& parsed = message.parsed;
  mail::MessageSummary summary;
  summary.attachment_count = count_of(parsed.parts, mail::PartRole::attachment);
  summary.inbox = std::move(message.inbox);
  summary.received_at = message.received_at;
  summary.held_until = message.release_at;
  summary.from = std::move(parsed.from);
  summary.to = std::move(parsed.to);
  summary.cc = std::move(parsed.cc);
  summary.bcc = std::move(parsed.bcc);
  summary.subject = std::move(parsed.subject);
  summary.snippet = std::move(parsed.snippet);
  summary.size = message.raw.size();
  summary.tags = std::move(message.tags);
  summary.sender = std::move(message.envelope.sender);
  for (auto& recipient : message.envelope.recipients)
    summary.recipients.push_back(std::move(recipient.address));
  return summary;
}

}  // namespace

MessageRows::MessageRows(NewMessage message)
    : from(to_records(message.parsed.from)),
      to(to_records(message.parsed.to)),
      cc(to_records(message.parsed.cc)),
      bcc(to_records(message.parsed.bcc)),
      tags(to_records(message.tags)),
      envelope(to_envelope_records(message.envelope)),
      reply_to(to_records(message.parsed.reply_to)),
      threading(to_threading_records(message.parsed)),
      list_unsubscribe(to_records(message.parsed.list_unsubscribe)),
      parts(to_records(message.parsed.parts)),
      links(to_records(message.parsed.links)),
      images(to_records(message.parsed.images)),
      codes(to_records(message.parsed.codes)),
      warnings(to_records(message.parsed.warnings)),
      inline_count(count_of(message.parsed.parts, mail::PartRole::inline_)),
      has_html(count_of(message.parsed.parts, mail::PartRole::html_body) > 0),
      head(query::searchable_head(query::view_of(message.envelope, message.parsed))),
      body(query::comparable_text(message.parsed.search_text)) {
  if (message.parsed.date) date = to_milliseconds(*message.parsed.date);
  if (message.release_at) release_at = to_milliseconds(*message.release_at);
  message_id = std::move(message.parsed.message_id);
  session_id = std::move(message.session_id);
  helo = std::move(message.envelope.helo);
  auth_user = std::move(message.envelope.auth_user);
  client_address = std::move(message.envelope.client_address);
  summary = to_summary(message);
  recipients = to_records(summary.recipients);
  raw = std::move(message.raw);
}

const std::string summary_columns =
    "m.sequence, m.id, (SELECT name FROM inbox WHERE id = m.inbox), m.received_at, m.size, m.read, m.pinned, "
    "m.attachment_count, m.sender, m.recipients, m.\"from\", m.\"to\", m.cc, m.bcc, m.subject, m.snippet, "
    "m.tags, m.release_at";

mail::MessageSummary read_summary(const Statement& row) {
  mail::MessageSummary summary;
  if (!is_held_row(row.integer(0))) summary.sequence = row.natural(0);
  summary.id = row.text(1);
  summary.inbox = row.text(2);
  summary.received_at = to_timestamp(row.integer(3));
  summary.size = row.natural(4);
  summary.read = row.integer(5) != 0;
  summary.pinned = row.integer(6) != 0;
  summary.attachment_count = static_cast<std::uint32_t>(row.integer(7));
  summary.sender = row.text(8);
  summary.recipients = to_texts(row.text(9));
  summary.from = to_addresses(row.text(10));
  summary.to = to_addresses(row.text(11));
  summary.cc = to_addresses(row.text(12));
  summary.bcc = to_addresses(row.text(13));
  summary.subject = row.text(14);
  summary.snippet = row.text(15);
  summary.tags = to_texts(row.text(16));
  if (!row.is_null(17)) summary.held_until = to_timestamp(row.integer(17));
  return summary;
}

const std::string content_columns =
    "c.message_id, c.date, c.helo, c.auth_user, c.client_address, c.envelope, c.reply_to, c.threading, "
    "c.list_unsubscribe, c.parts, c.links, c.images, c.warnings, c.session_id, "
    "c.codes";

StoredMessage read_content(const Statement& row, mail::MessageSummary summary) {
  StoredMessage message;
  message.envelope.sender = summary.sender;
  for (const auto& address : summary.recipients) message.envelope.recipients.push_back({address, {}, {}});
  message.message_id = row.text(0);
  if (!row.is_null(1)) message.date = to_timestamp(row.integer(1));
  message.envelope.helo = row.text(2);
  message.envelope.auth_user = row.text(3);
  message.envelope.client_address = row.text(4);
  read_envelope_records(row.text(5), message.envelope);
  message.reply_to = to_addresses(row.text(6));
  read_threading_records(row.text(7), message);
  message.list_unsubscribe = to_list_unsubscribe(row.text(8));
  message.parts = to_parts(row.text(9));
  message.links = to_links(row.text(10));
  message.images = to_images(row.text(11));
  message.warnings = to_warnings(row.text(12));
  message.session_id = row.text(13);
  message.codes = to_codes(row.text(14));
  message.summary = std::move(summary);
  return message;
}

}  // namespace mailstop::store::sqlite
