#include "api/compat/maildev/email_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::api::compat::maildev {
namespace {

Json addresses_json(const std::vector<mail::Address>& addresses) {
  auto list = Json::array();
  for (const auto& address : addresses)
    list.push_back(Json{{"address", address.address}, {"name", address.name}});
  return list;
}

void add_addresses(Json& json, const char* name, const std::vector<mail::Address>& addresses) {
  if (!addresses.empty()) json[name] = addresses_json(addresses);
}

void add_text(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

std::string with_line_feeds(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at; (at = text.find("\r\n")) != std::string_view::npos; text.remove_prefix(at + 1))
    result += text.substr(0, at);
  return result += text;
}

Json headers_json(const std::vector<mail::Header>& headers) {
  auto json = Json::object();
  for (const auto& header : headers) {
    auto& value = json[to_lower_ascii(header.name)];
    if (value.is_string()) value = Json::array({value});
    if (value.is_array()) {
      value.push_back(header.value);
    } else {
      value = header.value;
    }
  }
  return json;
}

const mail::Header* find_header(const std::vector<mail::Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [name](const mail::Header& header) {
    return equals_ignoring_case(header.name, name);
  });
  return found == headers.end() ? nullptr : &*found;
}

std::string priority_of(const std::vector<mail::Header>& headers) {
  for (const auto* const name : {"X-Priority", "X-MSMail-Priority", "Importance"}) {
    const auto* const header = find_header(headers, name);
    if (!header || header->value.empty()) continue;
    const auto value = to_lower_ascii(trim(header->value));
    if (value.starts_with("high") || value.starts_with("urgent") || value[0] == '1' || value[0] == '2')
      return "high";
    if (value.starts_with("low") || value.starts_with("non-urgent") || value[0] == '4' || value[0] == '5')
      return "low";
  }
  return "normal";
}

// Parameters of MAIL or RCPT by name; false for none, as the SMTP library of maildev says it.
Json arguments_json(std::initializer_list<std::pair<const char*, std::string>> arguments) {
  auto json = Json::object();
  for (const auto& [name, value] : arguments) {
    if (!value.empty()) json[name] = value;
  }
  return json.empty() ? Json(false) : json;
}

std::string body_argument(mail::BodyType body) {
  if (body == mail::BodyType::eight_bit_mime) return "8BITMIME";
  return body == mail::BodyType::binary_mime ? "BINARYMIME" : "";
}

Json envelope_json(const mail::Envelope& envelope) {
  auto to = Json::array();
  for (const auto& recipient : envelope.recipients) {
    auto arguments = arguments_json({{"NOTIFY", recipient.notify}, {"ORCPT", recipient.original_recipient}});
    to.push_back(Json{{"address", recipient.address}, {"args", std::move(arguments)}});
  }
  auto arguments = arguments_json({{"BODY", body_argument(envelope.body)},
                                   {"RET", envelope.return_content},
                                   {"ENVID", envelope.envelope_id}});
  if (envelope.smtputf8) {
    if (!arguments.is_object()) arguments = Json::object();
    arguments["SMTPUTF8"] = true;
  }
  Json json;
  json["from"] = Json{{"address", envelope.sender}, {"args", std::move(arguments)}};
  json["to"] = std::move(to);
  json["host"] = envelope.helo;
  json["remoteAddress"] = envelope.client_address;
  return json;
}

// The recipients that neither To nor Cc names, each named as often as it is there.
Json hidden_recipients(const mail::MessageSummary& message) {
  std::vector<std::string> named;
  for (const auto* const list : {&message.cc, &message.to}) {
    for (const auto& address : *list) named.push_back(address.address);
  }
  auto hidden = Json::array();
  for (const auto& recipient : message.recipients) {
    const auto found = std::find(named.begin(), named.end(), recipient);
    if (found != named.end()) {
      named.erase(found);
    } else {
      hidden.push_back(Json{{"address", recipient}, {"name", ""}});
    }
  }
  return hidden;
}

std::string_view disposition_of(const mail::Part& part) {
  return part.disposition == mail::Disposition::inline_ ? "inline" : "attachment";
}

Json attachment_v2(const store::StoredMessage& message, std::string_view raw, const mail::Part& part) {
  const auto name = generated_file_name(message, part);
  const auto content_id = fmt::format("{}@mailstop", name.substr(0, name.find('.')));
  Json json;
  json["contentType"] = part.content_type;
  add_text(json, "fileName", part.filename);
  json["contentDisposition"] = disposition_of(part);
  add_text(json, "transferEncoding", part.encoding);
  json["generatedFileName"] = name;
  json["contentId"] = part.content_id.empty() ? content_id : part.content_id;
  json["checksum"] = to_hex(digest(Hash::md5, mail::decode_part(raw, part)));
  json["length"] = part.size;
  json["transformed"] = true;
  return json;
}

Json attachment_v3(const store::StoredMessage& message, const mail::Part& part) {
  Json json;
  json["filename"] = part.filename;
  json["generatedFileName"] = generated_file_name(message, part);
  json["contentType"] = part.content_type;
  add_text(json, "contentId", part.content_id);
  json["contentDisposition"] = disposition_of(part);
  json["size"] = part.size;
  return json;
}

Json attachments_json(const store::StoredMessage& message, std::string_view raw, Version version) {
  auto list = Json::array();
  for (const auto& part : message.parts) {
    if (!mail::is_file(part)) continue;
    list.push_back(version == Version::v2 ? attachment_v2(message, raw, part) : attachment_v3(message, part));
  }
  return version == Version::v2 && list.empty() ? Json(nullptr) : list;
}

void add_bodies(Json& json, const store::StoredMessage& message, std::string_view raw) {
  add_text(json, "html", with_line_feeds(mail::html_body(raw, message.parts)));
  add_text(json, "text", with_line_feeds(mail::text_body(raw, message.parts)));
}

// What stands in the header, interpreted.
void add_header_members(Json& json, const store::StoredMessage& message,
                        const std::vector<mail::Header>& headers) {
  const auto& summary = message.summary;
  json["headers"] = headers_json(headers);
  add_text(json, "subject", summary.subject);
  if (!message.references.empty()) json["references"] = message.references;
  add_text(json, "messageId", message.message_id);
  if (!message.in_reply_to.empty()) json["inReplyTo"] = Json::array({message.in_reply_to});
  json["priority"] = priority_of(headers);
  add_addresses(json, "from", summary.from);
  add_addresses(json, "replyTo", message.reply_to);
  add_addresses(json, "to", summary.to);
  add_addresses(json, "cc", summary.cc);
  add_addresses(json, "bcc", summary.bcc);
  if (message.date) json["date"] = to_rfc3339(*message.date);
}

std::string time_of(const store::StoredMessage& message) {
  return to_rfc3339(message.date.value_or(message.summary.received_at));
}

bool is_word(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
  });
}

// ".pdf" of the name, or else of the type: "application/pdf". It becomes part of a URL in HTML as it is.
std::string ending_of(const mail::Part& part) {
  constexpr std::size_t longest = 10, longest_of_types = 4;
  const std::string_view name = part.filename;
  const auto dot = name.rfind('.');
  if (dot != std::string_view::npos && is_word(name.substr(dot + 1), longest))
    return std::string(name.substr(dot));
  const auto type = std::string_view(part.content_type).substr(part.content_type.find('/') + 1);
  if (is_word(type, longest_of_types)) return fmt::format(".{}", type);
  return type == "plain" ? ".txt" : ".bin";
}

}  // namespace

Json email_json(const store::StoredMessage& message, std::string_view raw, Version version) {
  const auto& summary = message.summary;
  Json json = Json::object();
  add_bodies(json, message, raw);
  add_header_members(json, message, mail::parse_headers(raw));
  json["id"] = summary.id;
  json["time"] = time_of(message);
  json["read"] = summary.read;
  json["envelope"] = envelope_json(message.envelope);
  json["source"] = summary.id + ".eml";
  json["size"] = summary.size;
  json["sizeHuman"] = to_human_size(summary.size);
  json["attachments"] = attachments_json(message, raw, version);
  json["calculatedBcc"] = hidden_recipients(summary);
  return json;
}

Json summary_json(const store::StoredMessage& message) {
  const auto& summary = message.summary;
  Json json;
  json["id"] = summary.id;
  json["time"] = time_of(message);
  json["read"] = summary.read;
  json["subject"] = summary.subject;
  json["size"] = summary.size;
  json["sizeHuman"] = to_human_size(summary.size);
  json["from"] = addresses_json(summary.from);
  json["to"] = addresses_json(summary.to);
  add_addresses(json, "cc", summary.cc);
  json["attachmentCount"] = summary.attachment_count;
  json["preview"] = summary.snippet;
  return json;
}

std::string generated_file_name(const store::StoredMessage& message, const mail::Part& part) {
  const auto name = fmt::format("{}/{}", message.summary.id, part.part_id);
  return to_hex(digest(Hash::md5, name)) + ending_of(part);
}

std::string to_human_size(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> units = {"bytes", "KB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 1024 && unit + 1 < units.size(); ++unit) size /= 1024;
  auto text = fmt::format("{:.2f}", size);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return fmt::format("{} {}", text, units[unit]);
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mailstop::api::compat::maildev
