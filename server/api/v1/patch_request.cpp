#include "api/v1/patch_request.hpp"

#include "api/v1/json_reader.hpp"

namespace mailstop::api::v1 {
namespace {

using store::Patch;

constexpr FieldOf<Patch> patch_fields[] = {
    {"read", [](const Json& value, const std::string& path,
                Patch& patch) { return assign(patch.read, read_bool(value, path)); }},
    {"pinned", [](const Json& value, const std::string& path,
                  Patch& patch) { return assign(patch.pinned, read_bool(value, path)); }},
    {"tags", [](const Json& value, const std::string& path,
                Patch& patch) { return assign(patch.tags, read_tags(value, path)); }},
    {"addTags", [](const Json& value, const std::string& path,
                   Patch& patch) { return assign(patch.add_tags, read_tags(value, path)); }},
    {"removeTags", [](const Json& value, const std::string& path,
                      Patch& patch) { return assign(patch.remove_tags, read_tags(value, path)); }},
    {"inbox", [](const Json& value, const std::string& path,
                 Patch& patch) { return assign(patch.inbox, read_inbox(value, path)); }},
};

}  // namespace

Result<Patch> parse_patch(std::string_view body) {
  Json json;
  if (auto outcome = parse_json_object(body, json); !outcome) return outcome.error();
  if (json.empty())
    return invalid_argument(
        "the body changes nothing; give one of read, pinned, tags, addTags, removeTags, inbox");
  Patch patch;
  if (auto outcome = read_object(json, "", patch_fields, patch); !outcome) return outcome.error();
  if (json.contains("tags") && (json.contains("addTags") || json.contains("removeTags")))
    return invalid_argument(
        "\"tags\" replaces all tags, so it cannot be given with \"addTags\" or \"removeTags\"");
  return patch;
}

}  // namespace mailstop::api::v1
