#include "api/compat/mailcatcher/message_json.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/v1/json_writer.hpp"
#include "base/timestamp.hpp"

namespace mailstop::api::compat::mailcatcher {
namespace {

using v1::JsonWriter;

constexpr std::string_view html_types[] = {"text/html", "application/xhtml+xml"};

std::string in_brackets(std::string_view address) {
  return fmt::format("<{}>", address);
}

// RFC 3339 in whole seconds, with the zone in digits.
std::string to_created_at(Timestamp time) {
  constexpr std::size_t up_to_seconds = std::string_view("2026-11-21T22:32:25").size();
  return to_rfc3339(time).substr(0, up_to_seconds) + "+00:00";
}

void write_row(JsonWriter& json, Number number, const mail::MessageSummary& message) {
  json.member("id", number);
  json.member("sender", in_brackets(message.sender));
  json.array("recipients", message.recipients,
             [&](const std::string& recipient) { json.value(in_brackets(recipient)); });
  json.member("subject", message.subject);
  json.member("size", std::to_string(message.size));
  json.member("created_at", to_created_at(message.received_at));
}

std::string_view type_of(const store::StoredMessage& message) {
  return message.parts.empty() ? std::string_view("text/plain") : message.parts.front().content_type;
}

const mail::Part* find_body(const store::StoredMessage& message, std::string_view type) {
  const auto& parts = message.parts;
  const auto found = std::find_if(parts.begin(), parts.end(), [type](const mail::Part& part) {
    return part.content_type == type && part.role != mail::PartRole::container && !is_attachment(part);
  });
  return found == parts.end() ? nullptr : &*found;
}

void write_attachments(JsonWriter& json, const store::StoredMessage& message) {
  json.key("attachments");
  json.begin_array();
  for (const auto& part : message.parts) {
    if (!is_attachment(part)) continue;
    json.begin_object();
    json.member("cid", content_id_of(message, part));
    json.member("type", part.content_type);
    json.member("filename", part.filename);
    json.member("size", part.size);
    json.end_object();
  }
  json.end_array();
}

void write_formats(JsonWriter& json, const store::StoredMessage& message) {
  json.key("formats");
  json.begin_array();
  json.value("source");
  if (html_part(message)) json.value("html");
  if (plain_part(message)) json.value("plain");
  json.end_array();
}

}  // namespace

std::string row_json(Number number, const mail::MessageSummary& message) {
  JsonWriter json;
  json.begin_object();
  write_row(json, number, message);
  json.end_object();
  return json.take();
}

std::string added_json(Number number, const store::StoredMessage& message) {
  JsonWriter json;
  json.begin_object();
  json.member("type", "add");
  json.key("message");
  json.begin_object();
  write_row(json, number, message.summary);
  json.member("type", type_of(message));
  json.end_object();
  json.end_object();
  return json.take();
}

std::string removed_json(Number number) {
  return fmt::format(R"({{"type":"remove","id":{}}})", number);
}

std::string cleared_json() {
  return R"({"type":"clear"})";
}

std::string quit_json() {
  return R"({"type":"quit"})";
}

std::string message_json(Number number, const store::StoredMessage& message) {
  JsonWriter json;
  json.begin_object();
  write_row(json, number, message.summary);
  json.member("type", type_of(message));
  write_formats(json, message);
  write_attachments(json, message);
  json.end_object();
  return json.take();
}

const mail::Part* html_part(const store::StoredMessage& message) {
  for (const auto type : html_types) {
    if (const auto* const part = find_body(message, type)) return part;
  }
  return nullptr;
}

const mail::Part* plain_part(const store::StoredMessage& message) {
  return find_body(message, "text/plain");
}

std::string content_id_of(const store::StoredMessage& message, const mail::Part& part) {
  if (!part.content_id.empty()) return part.content_id;
  return fmt::format("{}.{}@mailstop", message.summary.id, part.part_id);
}

bool is_attachment(const mail::Part& part) {
  const bool is_container = part.role == mail::PartRole::container;
  return !is_container && (part.disposition == mail::Disposition::attachment || !part.filename.empty());
}

}  // namespace mailstop::api::compat::mailcatcher
