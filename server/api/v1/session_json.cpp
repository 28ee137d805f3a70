#include "api/v1/session_json.hpp"

#include <fmt/format.h>

#include "base/timestamp.hpp"

namespace mailstop::api::v1 {
namespace {

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.array(name, texts, [&](const auto& text) { json.value(text); });
}

void write_summary_members(JsonWriter& json, const mail::SmtpSession& session) {
  json.member("id", session.id);
  json.member("sequence", session.sequence);
  json.member("protocol", session.protocol);
  json.member("startedAt", to_rfc3339(session.started_at));
  json.key("endedAt");
  session.ended_at ? json.value(to_rfc3339(*session.ended_at)) : json.null();
  json.member("clientAddress", session.client_address);
  json.member("clientPort", session.client_port);
  json.member("listener", session.listener);
  json.member("helo", session.helo);
  write_tls(json, session.tls);
  json.member("authUser", session.auth_user);
  write_texts(json, "inboxes", mail::inboxes_of(session));
  json.key("outcome");
  session.outcome ? json.value(mail::to_text(*session.outcome)) : json.null();
  json.member("diagnosis", session.diagnosis);
  write_texts(json, "messages", session.messages);
  json.member("bytesIn", session.bytes_in);
  json.member("bytesOut", session.bytes_out);
}

void write_line(JsonWriter& json, const mail::SessionLine& line, const ExplainLine& explain) {
  json.begin_object();
  json.member("at", fmt::format("+{}ms", line.at.count()));
  json.member("direction", line.speaker == mail::Speaker::client ? "C" : "S");
  json.member("text", line.text);
  json.member("note", explain(line.speaker, line.text));
  json.end_object();
}

}  // namespace

void write_tls(JsonWriter& json, const std::optional<mail::TlsFacts>& tls) {
  json.key("tls");
  if (!tls) return json.null();
  json.begin_object();
  json.member("version", tls->version);
  json.member("cipher", tls->cipher);
  json.member("serverName", tls->server_name);
  json.member("alpn", tls->alpn);
  json.member("clientSubject", tls->client_subject);
  json.end_object();
}

void write_session_summary(JsonWriter& json, const mail::SmtpSession& session) {
  json.begin_object();
  write_summary_members(json, session);
  json.end_object();
}

std::string session_json(const mail::SmtpSession& session, const ExplainLine& explain) {
  JsonWriter json;
  json.begin_object();
  write_summary_members(json, session);
  json.array("transcript", session.transcript, [&](const auto& line) { write_line(json, line, explain); });
  json.end_object();
  return json.take();
}

std::string session_list_json(const store::SessionPage& page) {
  JsonWriter json;
  json.begin_object();
  json.array("sessions", page.sessions, [&](const auto& session) { write_session_summary(json, session); });
  json.key("nextCursor");
  page.next_cursor ? json.value(std::to_string(*page.next_cursor)) : json.null();
  json.member("sequence", page.sequence);
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
