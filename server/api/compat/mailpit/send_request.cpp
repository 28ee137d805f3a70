#include "api/compat/mailpit/send_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "api/compat/json_fields.hpp"
#include "api/compat/mailpit/message_json.hpp"
#include "api/compat/mailpit/tag_routes.hpp"
#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/composition.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using Addresses = std::vector<mail::Address>;

// One address, without a name and nothing else around it.
bool is_address(std::string_view text) {
  const auto parsed = mail::parse_address_list(text);
  return parsed && parsed->size() == 1 && parsed->front().address == trim(text) &&
         text.find('@') != std::string_view::npos;
}

Result<mail::Address> read_address(const Json& object, std::string_view what) {
  mail::Address address;
  if (auto read = read_field(object, "Email", address.address); !read) return read.error();
  if (auto read = read_field(object, "Name", address.name); !read) return read.error();
  if (!is_address(address.address))
    return invalid_argument(fmt::format("invalid {} address: {}", what, address.address));
  return address;
}

Result<void> read_addresses(const Json& json, std::string_view field, std::string_view what,
                            Addresses& addresses) {
  const auto objects = list_objects(json, field);
  if (!objects) return objects.error();
  for (const auto* object : *objects) {
    auto address = read_address(*object, what);
    if (!address) return address.error();
    addresses.push_back(std::move(*address));
  }
  return {};
}

Result<void> read_sender(const Json& json, Addresses& from) {
  const auto* const object = find_field(json, "From");
  if (object && !object->is_object()) return wrong_type(*object, "From", "struct");
  const auto email = object ? find_field(*object, "Email") : nullptr;
  if (!email || *email == "") return invalid_argument("missing or invalid From address");
  auto address = read_address(*object, "From");
  if (!address) return address.error();
  from.push_back(std::move(*address));
  return {};
}

Result<void> read_hidden(const Json& json, Addresses& bcc) {
  std::vector<std::string> texts;
  if (auto read = read_field(json, "Bcc", texts); !read) return read;
  for (auto& text : texts) {
    if (!is_address(text)) return invalid_argument(fmt::format("invalid Bcc address: {}", text));
    bcc.push_back({{}, std::move(text)});
  }
  return {};
}

// "data:image/png;base64," may stand before it, and line breaks in it.
std::optional<std::string> decode_content(std::string content) {
  if (content.starts_with("data:")) {
    const auto comma = content.find(',');
    if (comma != std::string::npos) content.erase(0, comma + 1);
  }
  std::erase_if(content, [](char c) { return c == '\r' || c == '\n'; });
  return parse_base64(content);
}

Result<void> read_attachments(const Json& json, std::vector<mail::ComposedAttachment>& attachments) {
  const auto objects = list_objects(json, "Attachments");
  if (!objects) return objects.error();
  for (const auto* object : *objects) {
    mail::ComposedAttachment file;
    std::string content;
    if (auto read = read_field(*object, "Content", content); !read) return read;
    if (auto read = read_field(*object, "Filename", file.filename); !read) return read;
    if (auto read = read_field(*object, "ContentType", file.content_type); !read) return read;
    if (auto read = read_field(*object, "ContentID", file.content_id); !read) return read;
    auto bytes = decode_content(std::move(content));
    if (!bytes)
      return invalid_argument(
          fmt::format("error decoding base64 attachment \"{}\": illegal base64 data", file.filename));
    file.content = std::move(*bytes);
    attachments.push_back(std::move(file));
  }
  return {};
}

bool is_own_header(std::string_view name, bool has_tags) {
  constexpr std::string_view own[] = {"To",   "From",    "Cc",           "Bcc",         "Reply-To",
                                      "Date", "Subject", "Content-Type", "Mime-Version"};
  const auto is_same = [name](std::string_view other) { return equals_ignoring_case(other, name); };
  return std::any_of(std::begin(own), std::end(own), is_same) || (has_tags && is_same("X-Tags"));
}

Result<void> read_headers(const Json& json, bool has_tags, mail::Composition& mail) {
  const auto* const headers = find_field(json, "Headers");
  if (!headers) return {};
  if (!headers->is_object()) return wrong_type(*headers, "Headers", "map[string]string");
  for (const auto& [name, value] : headers->items()) {
    if (is_own_header(name, has_tags))
      return invalid_argument(fmt::format("cannot overwrite header: \"{}\"", canonical_name(name)));
    if (!value.is_string()) return wrong_type(value, "Headers", "string");
    mail.headers.emplace_back(name, value.get<std::string>());
  }
  return {};
}

Result<void> read_mail(const Json& json, mail::Composition& mail) {
  if (auto read = read_sender(json, mail.from); !read) return read;
  if (auto read = read_addresses(json, "To", "To", mail.to); !read) return read;
  if (auto read = read_addresses(json, "Cc", "Cc", mail.cc); !read) return read;
  if (auto read = read_hidden(json, mail.bcc); !read) return read;
  if (auto read = read_addresses(json, "ReplyTo", "Reply-To", mail.reply_to); !read) return read;
  if (auto read = read_field(json, "Subject", mail.subject); !read) return read;
  if (auto read = read_field(json, "Text", mail.text); !read) return read;
  if (auto read = read_field(json, "HTML", mail.html); !read) return read;
  return read_attachments(json, mail.attachments);
}

void add_recipients(mail::Envelope& envelope, const mail::Composition& mail) {
  std::set<std::string_view> known;
  for (const auto* list : {&mail.to, &mail.cc, &mail.bcc}) {
    for (const auto& address : *list) {
      if (!known.insert(address.address).second) continue;
      mail::Recipient recipient;
      recipient.address = address.address;
      envelope.recipients.push_back(std::move(recipient));
    }
  }
}

}  // namespace

Result<mailroom::Arrival> parse_send_request(std::string_view body, Timestamp now) {
  Json json;
  if (auto parsed = parse_fields(body, json); !parsed) return parsed.error();
  mail::Composition mail;
  std::vector<std::string> tags;
  if (auto read = read_field(json, "Tags", tags); !read) return read.error();
  if (auto read = read_mail(json, mail); !read) return read.error();
  if (auto read = read_headers(json, !tags.empty(), mail); !read) return read.error();
  mailroom::Arrival arrival;
  arrival.tags = clean_tags(tags);
  if (!arrival.tags.empty())
    mail.headers.emplace_back("X-Tags", fmt::format("{}", fmt::join(arrival.tags, ", ")));
  auto raw = mail::compose_message(mail, now);
  if (!raw) return raw.error();
  arrival.envelope.sender = mail.from.front().address;
  arrival.envelope.body = mail::BodyType::eight_bit_mime;
  add_recipients(arrival.envelope, mail);
  arrival.raw = std::move(*raw);
  return arrival;
}

}  // namespace mailstop::api::compat::mailpit
