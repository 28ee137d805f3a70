// What holds for the parse of any bytes at all; used by the tests and by the fuzz target.
#pragma once
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::mail {

// UTF-8 on one line, nothing that moves a cursor.
inline bool is_single_line(std::string_view text) {
  if (!is_valid_utf8(text)) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) return false;
    if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
  }
  return true;
}

// The first thing that does not hold, "" when all is well.
inline std::string broken_text(const ParsedMessage& message) {
  for (const auto* list : {&message.from, &message.to, &message.cc, &message.bcc, &message.reply_to}) {
    for (const Address& address : *list) {
      if (!is_single_line(address.name) || !is_single_line(address.address)) return "address " + address.name;
    }
  }
  for (const std::string* text :
       {&message.subject, &message.message_id, &message.in_reply_to, &message.snippet}) {
    if (!is_single_line(*text)) return "single line: " + *text;
  }
  for (const auto* list : {&message.references, &message.list_unsubscribe.urls}) {
    for (const std::string& text : *list) {
      if (!is_single_line(text)) return "id or URL " + text;
    }
  }
  for (const std::string* text : {&message.text, &message.html, &message.search_text}) {
    if (!is_valid_utf8(*text) || text->find('\0') != std::string::npos) return "body text";
  }
  for (const Link& link : message.links) {
    if (!is_single_line(link.href) || !is_single_line(link.text) || link.href.empty())
      return "link " + link.href;
  }
  for (const Image& image : message.images) {
    for (const std::string* text : {&image.src, &image.alt, &image.width, &image.height}) {
      if (!is_single_line(*text)) return "image " + image.src;
    }
  }
  for (const Warning& warning : message.warnings) {
    if (!is_single_line(warning.message) || warning.message.empty()) return "warning " + warning.code;
  }
  return message.snippet.size() <= 200 ? "" : "snippet too long";
}

inline std::string broken_part(std::string_view raw, const Part& part) {
  const std::string name = "part " + part.part_id + ": ";
  for (const std::string* text :
       {&part.part_id, &part.content_type, &part.charset, &part.encoding, &part.filename, &part.content_id}) {
    if (!is_single_line(*text)) return name + *text;
  }
  if (part.filename.find_first_of("/\\") != std::string::npos) return name + "file name is a path";
  if (part.header_offset > part.offset || part.offset > raw.size() ||
      part.length > raw.size() - part.offset) {
    return name + "offsets";
  }
  if (decode_part(raw, part).size() != part.size) return name + "size";
  if (part.sha256.empty() == is_file(part)) return name + "sha256";
  return is_valid_utf8(decode_text(raw, part)) ? "" : name + "text";
}

inline std::string broken_invariant(std::string_view raw) {
  const ParsedMessage message = parse_message(raw);
  if (std::string broken = broken_text(message); !broken.empty()) return broken;
  if (message.parts.empty() || message.parts.size() > 2000 || message.parts[0].part_id != "0")
    return "part count";
  for (const Part& part : message.parts) {
    if (std::string broken = broken_part(raw, part); !broken.empty()) return broken;
  }
  if (text_body(raw, message.parts) != message.text) return "text_body differs";
  if (html_body(raw, message.parts) != message.html) return "html_body differs";
  for (const Header& header : parse_headers(raw)) {
    if (!is_single_line(header.name) || !is_single_line(header.value) || !is_valid_utf8(header.raw)) {
      return "header " + header.name;
    }
  }
  return {};
}

}  // namespace mailstop::mail
