#include "api/compat/mailpit/message_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "api/compat/mailpit/added_header.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using v1::JsonWriter;

void write_address(JsonWriter& json, const mail::Address& address) {
  json.begin_object();
  json.member("Name", address.name);
  json.member("Address", address.address);
  json.end_object();
}

void write_addresses(JsonWriter& json, std::string_view name, const std::vector<mail::Address>& addresses) {
  json.array(name, addresses, [&](const auto& address) { write_address(json, address); });
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.array(name, texts, [&](const auto& text) { json.value(text); });
}

// Nobody at all when the message has no From.
void write_parties(JsonWriter& json, const store::StoredMessage& message) {
  const auto& summary = message.summary;
  json.key("From");
  write_address(json, summary.from.empty() ? mail::Address() : summary.from.front());
  write_addresses(json, "To", summary.to);
  write_addresses(json, "Cc", summary.cc);
  write_addresses(json, "Bcc", bcc_of(message));
  write_addresses(json, "ReplyTo", message.reply_to);
}

std::string_view raw_value(const OpenedMail& mail, std::string_view name) {
  for (const auto& header : mail.headers) {
    if (equals_ignoring_case(header.name, name)) return trim(header.raw);
  }
  return {};
}

// The offset at the end of a Date: "+0200", "-0330 (NST)"; none for names of zones.
std::chrono::minutes offset_of(std::string_view date) {
  const auto sign = date.find_last_of("+-");
  if (sign == std::string_view::npos || date.size() < sign + 5) return {};
  const auto digits = date.substr(sign + 1, 4);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return {};
  const auto number = [&](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
  const auto offset = std::chrono::minutes(number(0) * 60 + number(2));
  if (offset >= std::chrono::hours(24)) return {};
  return date[sign] == '-' ? -offset : offset;
}

std::string date_of(const OpenedMail& mail) {
  const auto& date = mail.message.date;
  return date ? go_time(*date, offset_of(raw_value(mail, "Date")))
              : go_time(mail.message.summary.received_at);
}

void write_list_unsubscribe(JsonWriter& json, const OpenedMail& mail) {
  const auto header = raw_value(mail, "List-Unsubscribe");
  const auto& urls = mail.message.list_unsubscribe.urls;
  json.key("ListUnsubscribe");
  json.begin_object();
  json.member("Header", header);
  write_texts(json, "Links", urls);
  json.member("Errors", !header.empty() && urls.empty() ? "no links found" : "");
  json.member("HeaderPost", raw_value(mail, "List-Unsubscribe-Post"));
  json.end_object();
}

void write_part(JsonWriter& json, const mail::Part& part, const PartChecksums& checksums) {
  json.begin_object();
  json.member("PartID", part.part_id);
  json.member("FileName", part.filename.empty() ? part.content_id : part.filename);
  json.member("ContentType", part.content_type);
  json.member("ContentID", part.content_id);
  json.member("Size", part.size);
  json.key("Checksums");
  json.begin_object();
  json.member("MD5", checksums.md5);
  json.member("SHA1", checksums.sha1);
  json.member("SHA256", checksums.sha256);
  json.end_object();
  json.end_object();
}

// A file without a name of any kind is not told.
void write_parts(JsonWriter& json, std::string_view name, const OpenedMail& mail, mail::PartRole role) {
  const auto& parts = mail.message.parts;
  json.key(name);
  json.begin_array();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool has_name = !parts[i].filename.empty() || !parts[i].content_id.empty();
    if (parts[i].role == role && has_name) write_part(json, parts[i], mail.checksums[i]);
  }
  json.end_array();
}

}  // namespace

std::string go_time(Timestamp time, std::chrono::minutes offset) {
  auto text = to_rfc3339(time + offset);
  text.pop_back();  // Z
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  if (offset.count() == 0) return text + 'Z';
  const auto minutes = std::abs(offset.count());
  return fmt::format("{}{}{:02}:{:02}", text, offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string canonical_name(std::string_view name) {
  std::string canonical;
  bool is_first = true;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    canonical += static_cast<char>(is_first ? std::toupper(byte) : std::tolower(byte));
    is_first = c == '-';
  }
  return canonical;
}

std::vector<std::string> sorted_tags(std::vector<std::string> tags) {
  std::sort(tags.begin(), tags.end(),
            [](const auto& a, const auto& b) { return fold_case(a) < fold_case(b); });
  return tags;
}

void write_summary(JsonWriter& json, const store::StoredMessage& message) {
  const auto& summary = message.summary;
  json.begin_object();
  json.member("ID", summary.id);
  json.member("MessageID", message_id_of(message));
  json.member("Read", summary.read);
  write_parties(json, message);
  json.member("Subject", summary.subject);
  json.member("Created", go_time(summary.received_at));
  json.member("Username", message.envelope.auth_user);
  write_texts(json, "Tags", sorted_tags(summary.tags));
  json.member("Size", shown_size(message));
  json.member("Attachments", summary.attachment_count);
  json.member("Snippet", summary.snippet);
  json.end_object();
}

std::string message_json(const OpenedMail& mail) {
  const auto& message = mail.message;
  JsonWriter json;
  json.begin_object();
  json.member("ID", message.summary.id);
  json.member("MessageID", message_id_of(message));
  write_parties(json, message);
  json.member("ReturnPath", message.envelope.sender);
  json.member("Subject", message.summary.subject);
  write_list_unsubscribe(json, mail);
  json.member("Date", date_of(mail));
  write_texts(json, "Tags", sorted_tags(message.summary.tags));
  json.member("Username", message.envelope.auth_user);
  json.member("Text", mail.text);
  json.member("HTML", mail.html);
  json.member("Size", shown_size(message));
  write_parts(json, "Inline", mail, mail::PartRole::inline_);
  write_parts(json, "Attachments", mail, mail::PartRole::attachment);
  json.end_object();
  return json.take();
}

std::string headers_json(const OpenedMail& mail) {
  const auto raw = raw_view(mail);
  std::map<std::string, std::vector<std::string>> values;
  for (const auto& header : mail::parse_headers(raw))
    values[canonical_name(header.name)].push_back(collapse_space(header.raw));
  JsonWriter json;
  json.begin_object();
  for (const auto& [name, list] : values) write_texts(json, name, list);
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::compat::mailpit
