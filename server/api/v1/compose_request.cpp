#include "api/v1/compose_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "api/v1/json_reader.hpp"
#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::api::v1 {
namespace {

using Addresses = std::vector<mail::Address>;

struct ComposeRequest {
  mail::Composition composition;
  std::string inbox;
  std::vector<std::string> tags;
};

constexpr FieldOf<mail::Address> address_fields[] = {
    {"name", [](const Json& value, const std::string& path,
                mail::Address& address) { return assign(address.name, read_string(value, path)); }},
    {"address", [](const Json& value, const std::string& path,
                   mail::Address& address) { return assign(address.address, read_string(value, path)); }},
};

Result<void> append_address(const Json& value, const std::string& path, Addresses& addresses) {
  if (value.is_object()) {
    mail::Address address;
    if (auto outcome = read_object(value, path, address_fields, address); !outcome) return outcome;
    if (address.address.empty()) return invalid_argument(fmt::format("\"{}.address\" is missing", path));
    addresses.push_back(std::move(address));
    return {};
  }
  if (!value.is_string()) return wrong_type(value, path, "an address, as a string or as {name, address}");
  auto parsed = mail::parse_address_list(value.get_ref<const std::string&>());
  if (!parsed) return invalid_argument(fmt::format("\"{}\": {}", path, parsed.error().message));
  addresses.insert(addresses.end(), parsed->begin(), parsed->end());
  return {};
}

Result<void> read_addresses(const Json& value, const std::string& path, Addresses& addresses) {
  if (!value.is_array()) return append_address(value, path, addresses);
  for (size_t i = 0; i < value.size(); ++i) {
    if (auto outcome = append_address(value[i], fmt::format("{}[{}]", path, i), addresses); !outcome)
      return outcome;
  }
  return {};
}

Result<void> read_headers(const Json& value, const std::string& path, ComposeRequest& request) {
  if (!value.is_object()) return wrong_type(value, path, "an object of header names and values");
  for (const auto& [name, content] : value.items()) {
    const std::string at = join_path(path, name);
    std::vector<std::string> values(1);
    auto outcome = content.is_array() ? assign(values, read_strings(content, at))
                                      : assign(values.front(), read_string(content, at));
    if (!outcome) return outcome;
    for (auto& text : values) request.composition.headers.emplace_back(name, std::move(text));
  }
  return {};
}

Result<std::string> read_base64(const Json& value, const std::string& path) {
  auto text = read_string(value, path);
  if (!text) return text;
  auto bytes = parse_base64(*text);
  if (!bytes) return invalid_argument(fmt::format("\"{}\" must be base64 (RFC 4648 section 4)", path));
  return std::move(*bytes);
}

constexpr FieldOf<mail::ComposedAttachment> file_fields[] = {
    {"filename",
     [](const Json& value, const std::string& path, mail::ComposedAttachment& file) {
       return assign(file.filename, read_string(value, path));
     }},
    {"contentType",
     [](const Json& value, const std::string& path, mail::ComposedAttachment& file) {
       return assign(file.content_type, read_string(value, path));
     }},
    {"contentId",
     [](const Json& value, const std::string& path, mail::ComposedAttachment& file) {
       return assign(file.content_id, read_string(value, path));
     }},
    {"content",
     [](const Json& value, const std::string& path, mail::ComposedAttachment& file) {
       return assign(file.content, read_base64(value, path));
     }},
};

Result<void> read_attachments(const Json& value, const std::string& path, ComposeRequest& request) {
  if (!value.is_array()) return wrong_type(value, path, "a list of attachments");
  for (size_t i = 0; i < value.size(); ++i) {
    const std::string at = fmt::format("{}[{}]", path, i);
    mail::ComposedAttachment file;
    if (auto outcome = read_object(value[i], at, file_fields, file); !outcome) return outcome;
    for (const char* needed : {"filename", "content"}) {
      if (!value[i].contains(needed))
        return invalid_argument(fmt::format("\"{}.{}\" is missing", at, needed));
    }
    request.composition.attachments.push_back(std::move(file));
  }
  return {};
}

template <Addresses mail::Composition::*list>
Result<void> read_address_field(const Json& value, const std::string& path, ComposeRequest& request) {
  return read_addresses(value, path, request.composition.*list);
}

template <std::string mail::Composition::*text>
Result<void> read_text_field(const Json& value, const std::string& path, ComposeRequest& request) {
  return assign(request.composition.*text, read_string(value, path));
}

constexpr FieldOf<ComposeRequest> compose_fields[] = {
    {"from", read_address_field<&mail::Composition::from>},
    {"to", read_address_field<&mail::Composition::to>},
    {"cc", read_address_field<&mail::Composition::cc>},
    {"bcc", read_address_field<&mail::Composition::bcc>},
    {"replyTo", read_address_field<&mail::Composition::reply_to>},
    {"subject", read_text_field<&mail::Composition::subject>},
    {"text", read_text_field<&mail::Composition::text>},
    {"html", read_text_field<&mail::Composition::html>},
    {"headers", read_headers},
    {"attachments", read_attachments},
    {"inbox", [](const Json& value, const std::string& path,
                 ComposeRequest& request) { return assign(request.inbox, read_inbox(value, path)); }},
    {"tags", [](const Json& value, const std::string& path,
                ComposeRequest& request) { return assign(request.tags, read_tags(value, path)); }},
};

// Each address once, in order.
void add_recipients(mail::Envelope& envelope, std::initializer_list<const Addresses*> lists) {
  std::set<std::string_view> known;
  for (const auto* list : lists) {
    for (const auto& address : *list) {
      if (address.address.empty() || !known.insert(address.address).second) continue;
      mail::Recipient recipient;
      recipient.address = address.address;
      envelope.recipients.push_back(std::move(recipient));
    }
  }
}

Result<void> check_parties(const mail::Composition& composition) {
  if (composition.from.empty()) return invalid_argument("\"from\" is missing: who sends the message");
  if (composition.to.empty() && composition.cc.empty() && composition.bcc.empty())
    return invalid_argument("\"to\", \"cc\" or \"bcc\" is needed: who receives the message");
  return {};
}

// Enough of `raw` to read its addresses, whatever its size.
std::string_view header_block(std::string_view raw) {
  const auto end = std::min(raw.find("\r\n\r\n"), raw.find("\n\n"));
  return raw.substr(0, end == std::string_view::npos ? end : end + 2);
}

Result<void> check_envelope(const mail::Envelope& envelope) {
  const auto has_controls = [](const std::string& text) { return escape_controls(text) != text; };
  if (has_controls(envelope.sender)) return invalid_argument("\"sender\" must not hold control characters");
  for (const auto& recipient : envelope.recipients) {
    if (recipient.address.empty()) return invalid_argument("\"recipient\" must not be empty");
    if (has_controls(recipient.address))
      return invalid_argument("\"recipient\" must not hold control characters");
  }
  return {};
}

}  // namespace

Result<mailroom::Arrival> parse_composed(std::string_view body, Timestamp now) {
  Json json;
  if (auto outcome = parse_json_object(body, json); !outcome) return outcome.error();
  ComposeRequest request;
  if (auto outcome = read_object(json, "", compose_fields, request); !outcome) return outcome.error();
  const auto& composition = request.composition;
  if (auto outcome = check_parties(composition); !outcome) return outcome.error();
  auto raw = mail::compose_message(composition, now);
  if (!raw) return raw.error();

  mailroom::Arrival arrival;
  arrival.envelope.sender = composition.from.front().address;
  arrival.envelope.body = mail::BodyType::eight_bit_mime;
  add_recipients(arrival.envelope, {&composition.to, &composition.cc, &composition.bcc});
  arrival.raw = std::move(*raw);
  arrival.inbox = std::move(request.inbox);
  arrival.tags = std::move(request.tags);
  return arrival;
}

Result<mailroom::Arrival> parse_injected(const http::QueryParameters& parameters, std::string raw) {
  mailroom::Arrival arrival;
  auto& envelope = arrival.envelope;
  envelope.body = mail::BodyType::eight_bit_mime;
  const auto sender = parameters.get("sender");
  const auto recipients = parameters.all("recipient");
  mail::ParsedMessage header;
  if (!sender || recipients.empty()) header = mail::parse_message(header_block(raw));

  if (sender) {
    envelope.sender = *sender;
  } else if (!header.from.empty()) {
    envelope.sender = header.from.front().address;
  }
  for (const auto address : recipients) {
    mail::Recipient recipient;
    recipient.address = address;
    envelope.recipients.push_back(std::move(recipient));
  }
  if (recipients.empty()) add_recipients(envelope, {&header.to, &header.cc, &header.bcc});
  if (auto outcome = check_envelope(envelope); !outcome) return outcome.error();
  for (const auto tag : parameters.all("tag")) {
    if (auto outcome = check_tag(tag, "tag"); !outcome) return outcome.error();
    arrival.tags.emplace_back(tag);
  }
  arrival.raw = std::move(raw);
  return arrival;
}

}  // namespace mailstop::api::v1
