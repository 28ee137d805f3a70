#include "mail/message_parser.hpp"

#include <utility>

#include "base/text.hpp"
#include "mail/charset.hpp"
#include "mail/codes.hpp"
#include "mail/defect.hpp"
#include "mail/header_fields.hpp"
#include "mail/header_text.hpp"
#include "mail/html_outline.hpp"
#include "mail/line_check.hpp"
#include "mail/mime_tree.hpp"
#include "mail/part_roles.hpp"
#include "mail/preview.hpp"
#include "mail/text_links.hpp"
#include "mail/transfer_encoding.hpp"

namespace mailstop::mail {
namespace {

// RFC 2045 section 6.4: a multipart has no encoding of its own.
bool is_multipart(const Part& part) {
  return part.content_type.starts_with("multipart/");
}

// The encoded body; what a stored table says beyond the message's end is cut.
std::string_view body_of(std::string_view raw, const Part& part) {
  return part.offset < raw.size() ? raw.substr(part.offset, part.length) : std::string_view();
}

// The decoded body: a view of the message itself, or of `storage` when there is something to decode.
std::string_view content_of(std::string_view raw, const Part& part, std::string& storage) {
  const std::string_view body = body_of(raw, part);
  if (is_multipart(part) || is_identity(part.encoding)) return body;
  storage = decode_transfer(body, part.encoding);
  return storage;
}

bool is_body(const Part& part) {
  return part.role == PartRole::text_body || part.role == PartRole::html_body;
}

void append_text(ParsedMessage& message, std::string text, bool& has_text) {
  if (has_text) {
    message.text.append("\n").append(text);
  } else {
    message.text = std::move(text);
  }
  has_text = true;
}

void read_bodies(std::string_view raw, ParsedMessage& message, Defects& defects) {
  bool has_text = false;
  for (Part& part : message.parts) {
    if (!is_body(part)) continue;
    std::string storage;
    const std::string_view content = content_of(raw, part, storage);
    part.size = content.size();
    const bool is_html = part.role == PartRole::html_body;
    std::string text = to_unicode({content, part.charset, is_html}, &defects);
    if (is_html) {
      message.html = std::move(text);
    } else {
      append_text(message, std::move(text), has_text);
    }
  }
}

void look_at_files(std::string_view raw, ParsedMessage& message, Defects& defects) {
  for (Part& part : message.parts) {
    const std::string_view body = body_of(raw, part);
    if (!is_multipart(part)) check_transfer(body, part.encoding, part.part_id, defects);
    if (is_body(part)) continue;
    const std::string_view encoding = is_multipart(part) ? std::string_view() : part.encoding;
    ContentFacts facts = look_at_content(body, encoding, is_file(part) ? Digest::sha256 : Digest::none);
    part.size = facts.size;
    part.sha256 = std::move(facts.sha256);
  }
}

void read_previews(ParsedMessage& message) {
  std::string html_as_text;
  std::vector<std::string> emphasised;
  if (!message.html.empty()) {
    HtmlOutline outline = outline_html(message.html);
    html_as_text = std::move(outline.text);
    message.links = std::move(outline.links);
    message.images = std::move(outline.images);
    emphasised = std::move(outline.emphasised);
  }
  find_text_links(message.text, message.links);
  message.snippet = make_snippet(message.text);
  if (message.snippet.empty()) message.snippet = make_snippet(html_as_text);
  message.search_text = make_search_text(message, html_as_text);
  message.codes = find_codes({message.subject, message.text, html_as_text, std::move(emphasised)});
}

void check_header_block(std::string_view raw, const MimeTree& tree, Defects& defects) {
  if (!tree.fields.empty()) return;
  defects.add(Defect::no_header_block, raw.empty() ? "The message is empty." : "The message has no header.");
}

}  // namespace

ParsedMessage parse_message(std::string_view raw) {
  Defects defects;
  ParsedMessage message;
  check_lines(raw, defects);
  MimeTree tree = read_mime_tree(raw, defects);
  check_header_block(raw, tree, defects);
  read_fields(tree.fields, message, defects);
  assign_roles(tree);
  message.parts = std::move(tree.parts);
  read_bodies(raw, message, defects);
  look_at_files(raw, message, defects);
  read_previews(message);
  message.warnings = defects.take();
  return message;
}

std::vector<Header> parse_headers(std::string_view raw) {
  Defects ignored;
  const HeaderBlock block = read_header_block(raw, 0, Boundaries(raw), most_headers, ignored);
  std::vector<Header> headers;
  headers.reserve(block.fields.size());
  for (const RawField& field : block.fields) {
    headers.push_back(
        {std::string(field.name), decode_header_text(field.value), to_valid_utf8(std::string(field.value))});
  }
  return headers;
}

std::string decode_part(std::string_view raw, const Part& part) {
  std::string storage;
  const std::string_view content = content_of(raw, part, storage);
  return storage.empty() ? std::string(content) : std::move(storage);
}

std::string decode_text(std::string_view raw, const Part& part) {
  std::string storage;
  return to_unicode({content_of(raw, part, storage), part.charset, part.content_type == "text/html"});
}

std::string text_body(std::string_view raw, const std::vector<Part>& parts) {
  std::string text;
  bool is_first = true;
  for (const Part& part : parts) {
    if (part.role != PartRole::text_body) continue;
    if (!is_first) text.push_back('\n');
    text.append(decode_text(raw, part));
    is_first = false;
  }
  return text;
}

std::string html_body(std::string_view raw, const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    if (part.role == PartRole::html_body) return decode_text(raw, part);
  }
  return {};
}

}  // namespace mailstop::mail
