// A ParsedMessage as the JSON of tests/corpus/*.json. Long bodies are shortened to their ends and a length.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/timestamp.hpp"
#include "mail/parsed_message.hpp"

namespace mailstop::mail {

using Json = nlohmann::ordered_json;

inline Json to_json(const std::vector<Address>& addresses) {
  Json list = Json::array();
  for (const Address& address : addresses) {
    list.push_back(address.name.empty() ? address.address : address.name + " <" + address.address + ">");
  }
  return list;
}

inline Json body_json(const std::string& body) {
  if (body.size() <= 1000) return body;
  return Json{{"bytes", body.size()}, {"begin", body.substr(0, body.find('\n', 100) + 1)}};
}

inline std::string_view role_name(PartRole role) {
  switch (role) {
    case PartRole::container:
      return "container";
    case PartRole::text_body:
      return "text";
    case PartRole::html_body:
      return "html";
    case PartRole::attachment:
      return "attachment";
    case PartRole::inline_:
      return "inline";
  }
  return "";
}

inline Json to_json(const Part& part) {
  Json json{
      {"id", part.part_id}, {"type", part.content_type}, {"role", role_name(part.role)}, {"size", part.size}};
  if (!part.filename.empty()) json["filename"] = part.filename;
  if (!part.content_id.empty()) json["contentId"] = part.content_id;
  if (!part.charset.empty()) json["charset"] = part.charset;
  if (!part.encoding.empty()) json["encoding"] = part.encoding;
  if (!part.sha256.empty()) json["sha256"] = part.sha256;
  return json;
}

inline Json to_json(const ParsedMessage& message) {
  Json json;
  json["from"] = to_json(message.from);
  json["to"] = to_json(message.to);
  for (const auto& [name, list] :
       {std::pair{"cc", &message.cc}, {"bcc", &message.bcc}, {"replyTo", &message.reply_to}}) {
    if (!list->empty()) json[name] = to_json(*list);
  }
  json["subject"] = message.subject;
  json["date"] = message.date ? Json(to_rfc3339(*message.date)) : Json(nullptr);
  if (!message.message_id.empty()) json["messageId"] = message.message_id;
  if (!message.in_reply_to.empty()) json["inReplyTo"] = message.in_reply_to;
  if (!message.references.empty()) json["references"] = message.references;
  if (!message.list_unsubscribe.urls.empty()) {
    json["listUnsubscribe"] = {{"urls", message.list_unsubscribe.urls},
                               {"oneClick", message.list_unsubscribe.one_click}};
  }
  json["text"] = body_json(message.text);
  json["html"] = body_json(message.html);
  json["snippet"] = message.snippet;
  json["parts"] = Json::array();
  for (const Part& part : message.parts) json["parts"].push_back(to_json(part));
  json["links"] = Json::array();
  for (const Link& link : message.links) {
    json["links"].push_back(link.source == LinkSource::html ? Json{link.href, link.text} : Json{link.href});
  }
  json["images"] = Json::array();
  for (const Image& image : message.images) {
    json["images"].push_back(
        {{"src", image.src}, {"alt", image.alt}, {"width", image.width}, {"height", image.height}});
  }
  json["warnings"] = Json::array();
  for (const Warning& warning : message.warnings) json["warnings"].push_back(warning.code);
  return json;
}

}  // namespace mailstop::mail
