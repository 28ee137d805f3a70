#include "api/v1/extraction_json.hpp"

#include "api/v1/json_writer.hpp"

namespace mailstop::api::v1 {
namespace {

void write_element(JsonWriter& json, const mail::SelectedElement& match, bool has_html) {
  json.begin_object();
  json.member("tag", match.tag);
  json.member("text", match.text);
  if (has_html) json.member("html", match.html);
  json.key("attributes");
  json.begin_object();
  for (const auto& [name, value] : match.attributes) json.member(name, value);
  json.end_object();
  json.end_object();
}

void write_group(JsonWriter& json, const std::optional<std::string>& group) {
  if (group) {
    json.value(*group);
  } else {
    json.null();
  }
}

void write_match(JsonWriter& json, const query::RegexMatch& match) {
  json.begin_object();
  json.member("value", match.value);
  json.array("groups", match.groups, [&](const auto& group) { write_group(json, group); });
  json.key("named");
  json.begin_object();
  for (const auto& [name, place] : match.named) {
    json.key(name);
    write_group(json, match.groups[place]);
  }
  json.end_object();
  json.member("offset", match.offset);
  json.end_object();
}

}  // namespace

std::string selection_json(const mail::HtmlSelection& selection, bool has_html) {
  JsonWriter json;
  json.begin_object();
  json.array("matches", selection.matches, [&](const auto& match) { write_element(json, match, has_html); });
  json.member("total", selection.total);
  json.member("truncated", selection.is_truncated);
  json.end_object();
  return json.take();
}

std::string regex_matches_json(const query::RegexMatches& found) {
  JsonWriter json;
  json.begin_object();
  json.array("matches", found.matches, [&](const auto& match) { write_match(json, match); });
  json.member("total", found.total);
  json.member("truncated", found.is_truncated);
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
