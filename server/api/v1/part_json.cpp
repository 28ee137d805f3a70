#include "api/v1/part_json.hpp"

#include <map>

namespace mailstop::api::v1 {
namespace {

std::string_view disposition_of(const mail::Part& part) {
  if (part.disposition == mail::Disposition::attachment) return "attachment";
  if (part.disposition == mail::Disposition::inline_) return "inline";
  return part.role == mail::PartRole::attachment ? "attachment" : "inline";
}

std::string_view name_of(mail::PartRole role) {
  switch (role) {
    case mail::PartRole::text_body:
      return "text";
    case mail::PartRole::html_body:
      return "html";
    case mail::PartRole::attachment:
      return "attachment";
    case mail::PartRole::inline_:
      return "inline";
    case mail::PartRole::container:
      break;
  }
  return "container";
}

void write_members(JsonWriter& json, const mail::Part& part) {
  json.member("partId", part.part_id);
  json.member("filename", part.filename);
  json.member("contentType", part.content_type);
  json.member("contentId", part.content_id);
  json.member("disposition", disposition_of(part));
  json.member("size", part.size);
  json.member("charset", part.charset);
  json.member("sha256", part.sha256);
}

// The children of each part, by index into the flat list.
using Children = std::vector<std::vector<size_t>>;

// "1.2" is below "1", "1" below the root; a part whose parent is missing hangs on the root, so that nothing
// is lost.
Children find_children(const std::vector<mail::Part>& parts) {
  Children children(parts.size());
  std::map<std::string_view, size_t> known;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string_view id = parts[i].part_id;
    const auto dot = id.rfind('.');
    const auto parent = known.find(dot == std::string_view::npos ? std::string_view() : id.substr(0, dot));
    if (i > 0) children[parent == known.end() ? 0 : parent->second].push_back(i);
    known.emplace(id, i);
  }
  return children;
}

// Recursion is as deep as the parser lets parts nest.
void write_node(JsonWriter& json, const std::vector<mail::Part>& parts, const Children& children,
                size_t index) {
  json.begin_object();
  write_members(json, parts[index]);
  json.member("role", name_of(parts[index].role));
  json.member("encoding", parts[index].encoding);
  json.array("parts", children[index], [&](size_t child) { write_node(json, parts, children, child); });
  json.end_object();
}

}  // namespace

void write_part(JsonWriter& json, const mail::Part& part) {
  json.begin_object();
  write_members(json, part);
  json.end_object();
}

std::string part_tree_json(const std::vector<mail::Part>& parts) {
  JsonWriter json;
  write_node(json, parts, find_children(parts), 0);
  return json.take();
}

}  // namespace mailstop::api::v1
