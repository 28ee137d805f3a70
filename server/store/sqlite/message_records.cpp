#include "store/sqlite/message_records.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "store/sqlite/record.hpp"

namespace mailstop::store::sqlite {
namespace {

void write(RecordWriter& out, const mail::Address& address) {
  out.field(address.name).field(address.address);
}
void write(RecordWriter& out, const std::string& text) {
  out.field(text);
}
void write(RecordWriter& out, const mail::Link& link) {
  out.field(link.href).field(link.text).field(static_cast<int>(link.source));
}
void write(RecordWriter& out, const mail::Image& image) {
  out.field(image.src).field(image.alt).field(image.width).field(image.height);
}
void write(RecordWriter& out, const mail::Code& code) {
  out.field(code.value).field(std::lround(code.confidence * 100)).field(code.context);
}
void write(RecordWriter& out, const mail::Warning& warning) {
  out.field(warning.code).field(warning.message);
}
void write(RecordWriter& out, const mail::Part& part) {
  out.field(part.filename)
      .field(part.part_id)
      .field(part.content_type)
      .field(part.charset)
      .field(part.encoding);
  out.field(part.content_id).field(static_cast<int>(part.disposition)).field(static_cast<int>(part.role));
  out.field(part.header_offset).field(part.offset).field(part.length).field(part.size).field(part.sha256);
}

void read(RecordReader& in, mail::Address& address) {
  address.name = in.field();
  address.address = in.field();
}
void read(RecordReader& in, std::string& text) {
  text = in.field();
}
void read(RecordReader& in, mail::Link& link) {
  link.href = in.field();
  link.text = in.field();
  link.source = static_cast<mail::LinkSource>(in.number<int>());
}
void read(RecordReader& in, mail::Image& image) {
  image.src = in.field();
  image.alt = in.field();
  image.width = in.field();
  image.height = in.field();
}
void read(RecordReader& in, mail::Code& code) {
  code.value = in.field();
  code.confidence = in.number<int>() / 100.0;
  code.context = in.field();
}
void read(RecordReader& in, mail::Warning& warning) {
  warning.code = in.field();
  warning.message = in.field();
}
void read(RecordReader& in, mail::Part& part) {
  part.filename = in.field();
  part.part_id = in.field();
  part.content_type = in.field();
  part.charset = in.field();
  part.encoding = in.field();
  part.content_id = in.field();
  part.disposition = static_cast<mail::Disposition>(in.number<int>());
  part.role = static_cast<mail::PartRole>(in.number<int>());
  part.header_offset = in.number<std::size_t>();
  part.offset = in.number<std::size_t>();
  part.length = in.number<std::size_t>();
  part.size = in.number<std::size_t>();
  part.sha256 = in.field();
}

template <class Item>
std::string written(const std::vector<Item>& items) {
  RecordWriter out;
  for (const auto& item : items) {
    write(out, item);
    out.end_record();
  }
  return out.take();
}

template <class Item>
std::vector<Item> read_all(std::string_view records) {
  std::vector<Item> items;
  for (RecordReader in(records); in.next_record();) read(in, items.emplace_back());
  return items;
}

}  // namespace

std::string to_records(const std::vector<mail::Address>& addresses) {
  return written(addresses);
}
std::string to_records(const std::vector<std::string>& texts) {
  return written(texts);
}
std::string to_records(const std::vector<mail::Part>& parts) {
  return written(parts);
}
std::string to_records(const std::vector<mail::Link>& links) {
  return written(links);
}
std::string to_records(const std::vector<mail::Image>& images) {
  return written(images);
}
std::string to_records(const std::vector<mail::Code>& codes) {
  return written(codes);
}
std::string to_records(const std::vector<mail::Warning>& warnings) {
  return written(warnings);
}

std::vector<mail::Address> to_addresses(std::string_view records) {
  return read_all<mail::Address>(records);
}
std::vector<std::string> to_texts(std::string_view records) {
  return read_all<std::string>(records);
}
std::vector<mail::Part> to_parts(std::string_view records) {
  return read_all<mail::Part>(records);
}
std::vector<mail::Link> to_links(std::string_view records) {
  return read_all<mail::Link>(records);
}
std::vector<mail::Image> to_images(std::string_view records) {
  return read_all<mail::Image>(records);
}
std::vector<mail::Code> to_codes(std::string_view records) {
  return read_all<mail::Code>(records);
}
std::vector<mail::Warning> to_warnings(std::string_view records) {
  return read_all<mail::Warning>(records);
}

// First a record with the flag, then one for each URL; nothing at all for most messages.
std::string to_records(const mail::ListUnsubscribe& list_unsubscribe) {
  if (list_unsubscribe == mail::ListUnsubscribe{}) return {};
  RecordWriter out;
  out.field(static_cast<int>(list_unsubscribe.one_click)).end_record();
  for (const auto& url : list_unsubscribe.urls) out.field(url).end_record();
  return out.take();
}

mail::ListUnsubscribe to_list_unsubscribe(std::string_view records) {
  mail::ListUnsubscribe result;
  RecordReader in(records);
  if (in.next_record()) result.one_click = in.number<int>() != 0;
  while (in.next_record()) result.urls.push_back(in.field());
  return result;
}

namespace {

// Seconds to wait ("+60"), or milliseconds since 1970.
std::string to_field(const mail::ReleaseRequest& request) {
  if (const auto* wait = std::get_if<std::chrono::seconds>(&request))
    return "+" + std::to_string(wait->count());
  return std::to_string(std::get<Timestamp>(request).time_since_epoch().count());
}

std::optional<mail::ReleaseRequest> to_release_request(std::string_view field) {
  if (field.empty()) return std::nullopt;
  const bool is_wait = field.front() == '+';
  if (is_wait) field.remove_prefix(1);
  std::int64_t number = 0;
  std::from_chars(field.data(), field.data() + field.size(), number);
  if (is_wait) return std::chrono::seconds(number);
  return Timestamp{Duration{number}};
}

void read_transport_facts(RecordReader& in, mail::Envelope& envelope) {
  envelope.auth_sender = in.field();
  envelope.require_tls = in.number<int>() != 0;
  envelope.deliver_by = in.field();
  const auto priority = in.field();
  if (!priority.empty()) envelope.priority = std::atoi(priority.c_str());
  envelope.release = to_release_request(in.field());
}

}  // namespace

// First a record with the facts of the transaction, then one for each recipient that has DSN parameters.
std::string to_envelope_records(const mail::Envelope& envelope) {
  RecordWriter out;
  const mail::TlsFacts tls = envelope.tls.value_or(mail::TlsFacts{});
  out.field(envelope.client_port)
      .field(envelope.auth_mechanism)
      .field(static_cast<int>(envelope.tls.has_value()));
  out.field(tls.version)
      .field(tls.cipher)
      .field(static_cast<int>(envelope.smtputf8))
      .field(static_cast<int>(envelope.body));
  out.field(envelope.return_content).field(envelope.envelope_id);
  out.field(tls.server_name).field(tls.alpn).field(tls.client_subject);
  out.field(envelope.auth_sender)
      .field(static_cast<int>(envelope.require_tls))
      .field(envelope.deliver_by)
      .field(envelope.priority ? std::to_string(*envelope.priority) : "")
      .field(envelope.release ? to_field(*envelope.release) : "");
  out.end_record();
  for (std::size_t index = 0; index < envelope.recipients.size(); ++index) {
    const auto& recipient = envelope.recipients[index];
    if (recipient.notify.empty() && recipient.original_recipient.empty()) continue;
    out.field(index).field(recipient.notify).field(recipient.original_recipient).end_record();
  }
  return out.take();
}

void read_envelope_records(std::string_view records, mail::Envelope& envelope) {
  RecordReader in(records);
  if (!in.next_record()) return;
  envelope.client_port = in.number<std::uint16_t>();
  envelope.auth_mechanism = in.field();
  const bool has_tls = in.number<int>() != 0;
  mail::TlsFacts tls;
  tls.version = in.field();
  tls.cipher = in.field();
  envelope.smtputf8 = in.number<int>() != 0;
  envelope.body = static_cast<mail::BodyType>(in.number<int>());
  envelope.return_content = in.field();
  envelope.envelope_id = in.field();
  tls.server_name = in.field();
  tls.alpn = in.field();
  tls.client_subject = in.field();
  if (has_tls) envelope.tls = std::move(tls);
  read_transport_facts(in, envelope);
  while (in.next_record()) {
    const auto index = in.number<std::size_t>();
    if (index >= envelope.recipients.size()) continue;
    envelope.recipients[index].notify = in.field();
    envelope.recipients[index].original_recipient = in.field();
  }
}

// In-Reply-To first, then the References.
std::string to_threading_records(const mail::ParsedMessage& message) {
  if (message.in_reply_to.empty() && message.references.empty()) return {};
  RecordWriter out;
  out.field(message.in_reply_to).end_record();
  for (const auto& reference : message.references) out.field(reference).end_record();
  return out.take();
}

void read_threading_records(std::string_view records, StoredMessage& message) {
  RecordReader in(records);
  if (in.next_record()) message.in_reply_to = in.field();
  while (in.next_record()) message.references.push_back(in.field());
}

}  // namespace mailstop::store::sqlite
