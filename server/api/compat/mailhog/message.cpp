#include "api/compat/mailhog/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "api/compat/go_json.hpp"
#include "api/compat/offload_large.hpp"
#include "api/v1/json_writer.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "http/response_head.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

using v1::JsonWriter;

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.array(name, texts, [&](const auto& text) { json.value(text); });
}

// RFC 5321 section 4.1.2: "@relay,@relay:mailbox@domain", the relays being of the past.
void write_path(JsonWriter& json, std::string_view path) {
  const auto colon = path.find(':');
  const auto address = colon == std::string_view::npos ? path : path.substr(colon + 1);
  const auto at = std::min(address.find('@'), address.size());
  json.begin_object();
  if (colon == std::string_view::npos) {
    json.key("Relays");
    json.null();
  } else {
    json.array("Relays", split(path.substr(0, colon), ','), [&](auto relay) { json.value(relay); });
  }
  json.member("Mailbox", address.substr(0, at));
  json.member("Domain", at == address.size() ? std::string_view() : address.substr(at + 1));
  json.member("Params", "");
  json.end_object();
}

void write_content(JsonWriter& json, const Content& content);

void write_parts(JsonWriter& json, const Content& content) {
  json.key("MIME");
  if (!content.parts) return json.null();
  json.begin_object();
  if (content.parts->empty()) {
    json.key("Parts");
    json.null();
  } else {
    json.array("Parts", *content.parts, [&](const Content& part) { write_content(json, part); });
  }
  json.end_object();
}

void write_content_members(JsonWriter& json, const HeaderMap& headers, const Content& content) {
  json.key("Headers");
  json.begin_object();
  for (const auto& [name, values] : headers) write_texts(json, name, values);
  json.end_object();
  json.member("Body", content.body);
  json.member("Size", content.size);
}

void write_content(JsonWriter& json, const Content& content) {
  json.begin_object();
  write_content_members(json, content.headers, content);
  write_parts(json, content);
  json.end_object();
}

std::vector<std::string> recipients_of(const Message& message) {
  return message.stored.summary.recipients;
}

void write_raw(JsonWriter& json, const Message& message) {
  json.key("Raw");
  json.begin_object();
  json.member("From", message.stored.envelope.sender);
  write_texts(json, "To", recipients_of(message));
  json.member("Data", data_of(message));
  json.member("Helo", message.stored.envelope.helo);
  json.end_object();
}

// What was sent and what a server adds to it, in one map. A header that is there in another case gets one
// more value.
HeaderMap all_headers(const Message& message, const Content& content, std::string_view hostname) {
  auto headers = content.headers;
  for (auto& [name, values] : added_headers(message, content, hostname)) {
    auto& target = headers[name_within(headers, name)];
    target.insert(target.end(), values.begin(), values.end());
  }
  return headers;
}

// RFC 5322 section 3.3 with the zone as a number, as Go's RFC1123Z has it.
std::string to_date(Timestamp time) {
  auto date = http::to_http_date(std::chrono::system_clock::to_time_t(time));
  return date.replace(date.size() - 3, 3, "+0000");
}

}  // namespace

Task<Result<Message>> load_message(mailroom::Mailroom& mailroom, std::string id) {
  Message message;
  auto stored = co_await mailroom.get(id);
  if (!stored) co_return stored.error();
  message.stored = std::move(*stored);
  auto raw = co_await mailroom.raw(std::move(id));
  if (!raw) co_return raw.error();
  message.raw = std::move(*raw);
  co_return message;
}

std::string to_mailhog_id(std::string_view id, std::string_view hostname) {
  return fmt::format("{}@{}", id, hostname);
}

std::string from_mailhog_id(std::string_view id) {
  return std::string(id.substr(0, id.find('@')));
}

std::string_view data_of(const Message& message) {
  std::string_view data = message.raw;
  if (data.ends_with("\r\n")) data.remove_suffix(2);
  return data;
}

HeaderMap added_headers(const Message& message, const Content& content, std::string_view hostname) {
  const auto& envelope = message.stored.envelope;
  const auto id = to_mailhog_id(message.stored.summary.id, hostname);
  HeaderMap headers;
  headers["Return-Path"] = {fmt::format("<{}>", envelope.sender)};
  headers["Received"] = {fmt::format("from {} by {} (MailHog)\r\n          id {}; {}", envelope.helo,
                                     hostname, id, to_date(message.stored.summary.received_at))};
  if (!find_header(content.headers, "Message-ID")) headers["Message-ID"] = {id};
  return headers;
}

std::string message_json(const Message& message, std::string_view hostname) {
  const auto& summary = message.stored.summary;
  const auto content = read_content(data_of(message));
  JsonWriter json;
  json.begin_object();
  json.member("ID", to_mailhog_id(summary.id, hostname));
  json.key("From");
  write_path(json, message.stored.envelope.sender);
  json.array("To", recipients_of(message), [&](const auto& recipient) { write_path(json, recipient); });
  json.key("Content");
  json.begin_object();
  write_content_members(json, all_headers(message, content, hostname), content);
  json.key("MIME");
  json.null();
  json.end_object();
  json.member("Created", to_rfc3339(summary.received_at));
  write_parts(json, content);
  write_raw(json, message);
  json.end_object();
  return escape_as_go(json.take());
}

Task<Result<std::string>> load_message_json(mailroom::Mailroom& mailroom, std::string id,
                                            std::string hostname) {
  const auto message = co_await load_message(mailroom, std::move(id));
  if (!message) co_return message.error();
  auto job = [&] { return message_json(*message, hostname); };
  co_return co_await offload_large(mailroom, message->raw.size(), std::move(job));
}

std::string pretty_message_json(const Message& message, std::string_view hostname) {
  const auto document = nlohmann::ordered_json::parse(message_json(message, hostname));
  return escape_as_go(document.dump(2));
}

std::string download_of(const Message& message, std::string_view hostname) {
  std::string download;
  for (const auto& [name, values] : added_headers(message, read_content(data_of(message)), hostname))
    download += fmt::format("{}: {}\r\n", name, values.front());
  return download += message.raw;
}

}  // namespace mailstop::api::compat::mailhog
