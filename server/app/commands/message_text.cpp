#include "app/commands/message_text.hpp"

#include <fmt/format.h>

#include "app/commands/message_line.hpp"
#include "app/commands/terminal.hpp"

namespace mailstop::app {
namespace {

// Nothing when there is nothing to say.
std::string field(std::string_view name, const std::string& value) {
  return value.empty() ? "" : fmt::format("{:<12} {}\n", name, value);
}

std::string safe_text_of(const Json& object, std::string_view name) {
  return safe_line(text_of(object, name));
}

std::string number_of(const Json& object, std::string_view name) {
  const auto found = object.find(std::string(name));
  return found != object.end() && found->is_number() ? found->dump() : "";
}

std::string joined_texts(const Json& texts) {
  std::string joined;
  for (const auto& text : texts) {
    if (text.is_string())
      joined += fmt::format("{}{}", joined.empty() ? "" : ", ", safe_line(text.get<std::string>()));
  }
  return joined;
}

std::string envelope_text(const Json& envelope) {
  std::string recipients;
  for (const auto& recipient : list_of(envelope, "recipients"))
    recipients += fmt::format("{}<{}>", recipients.empty() ? "" : ", ", safe_text_of(recipient, "address"));
  return fmt::format("<{}> to {}", safe_text_of(envelope, "sender"), recipients);
}

std::string client_text(const Json& envelope) {
  auto text = safe_text_of(envelope, "clientAddress");
  if (const auto helo = safe_text_of(envelope, "helo"); !helo.empty()) text += fmt::format(", HELO {}", helo);
  if (const auto user = safe_text_of(envelope, "authUser"); !user.empty())
    text += fmt::format(", logged in as {} by {}", user, safe_text_of(envelope, "authMechanism"));
  if (envelope.contains("tls") && envelope["tls"].is_object())
    text += fmt::format(", {}", safe_text_of(envelope["tls"], "version"));
  return text;
}

// A line for each member of a list, the first with the name before it.
template <class Describe>
std::string field_list(std::string_view name, const Json& list, Describe describe) {
  std::string text;
  for (const auto& item : list) text += field(text.empty() ? name : "", describe(item));
  return text;
}

std::string file_text(const Json& part) {
  return fmt::format("{} ({}, {} bytes)", safe_text_of(part, "filename"), safe_text_of(part, "contentType"),
                     number_of(part, "size"));
}

std::string link_text(const Json& link) {
  const auto text = safe_text_of(link, "text");
  const auto href = safe_text_of(link, "href");
  return text.empty() || text == href ? href : fmt::format("{} ({})", href, text);
}

std::string code_text(const Json& code) {
  return fmt::format("{} (confidence {})", safe_text_of(code, "value"), number_of(code, "confidence"));
}

std::string body_text(const Json& message) {
  const auto text = text_of(message, "text");
  if (!text.empty()) return safe_text(text);
  return text_of(message, "html").empty() ? "(no text)" : "(only HTML: mailstop show --html)";
}

}  // namespace

std::string message_text(const Json& message) {
  const auto line = read_message_line(message);
  const auto warning = [](const Json& it) { return safe_text_of(it, "message"); };
  const auto envelope = message.contains("envelope") ? message["envelope"] : Json::object();
  auto text = field("Id", line.id) + field("Inbox", safe_text_of(message, "inbox")) +
              field("Received", line.time) + field("From", line.from);
  text += field("To", address_list_text(list_of(message, "to"))) +
          field("Cc", address_list_text(list_of(message, "cc"))) +
          field("Bcc", address_list_text(list_of(message, "bcc"))) +
          field("Reply-To", address_list_text(list_of(message, "replyTo"))) + field("Subject", line.subject);
  text += field("Envelope", envelope_text(envelope)) +
          field("Hidden", joined_texts(list_of(message, "hiddenRecipients"))) +
          field("Client", client_text(envelope)) + field("Tags", joined_texts(list_of(message, "tags")));
  text += field_list("Codes", list_of(message, "codes"), code_text) +
          field_list("Links", list_of(message, "links"), link_text) +
          field_list("Files", list_of(message, "attachments"), file_text) +
          field_list("Warnings", list_of(message, "warnings"), warning);
  text += '\n' + body_text(message);
  return text.ends_with('\n') ? text : text + '\n';
}

std::string headers_text(const Json& headers) {
  std::string text;
  for (const auto& header : headers)
    text += fmt::format("{}: {}\n", safe_text_of(header, "name"), safe_text_of(header, "value"));
  return text;
}

std::string session_text(const Json& session) {
  auto text = field("Session", safe_text_of(session, "id")) +
              field("Started", local_time(text_of(session, "startedAt"))) +
              field("Client", client_text(session)) + field("Outcome", safe_text_of(session, "outcome")) +
              field("Diagnosis", safe_text_of(session, "diagnosis")) + '\n';
  for (const auto& line : list_of(session, "transcript")) {
    text += fmt::format("{:>9} {}: {}\n", safe_text_of(line, "at"), safe_text_of(line, "direction"),
                        safe_text_of(line, "text"));
    if (const auto note = safe_text_of(line, "note"); !note.empty())
      text += fmt::format("{:13}# {}\n", "", note);
  }
  return text;
}

}  // namespace mailstop::app
