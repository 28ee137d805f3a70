// Reads request bodies strictly: a field that nobody knows, a wrong type or broken JSON is an error that
// names it, with a "did you mean". What a field fills in is said as data:
//
//   constexpr FieldOf<Patch> fields[] = {{"read", [](const Json& value, const std::string& path, Patch&
//   patch) {
//     return assign(patch.read, read_bool(value, path)); }}};
//   read_object(json, "", fields, patch);
#pragma once
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"

namespace mailstop::api::v1 {

using Json = nlohmann::ordered_json;

// One JSON object, all of `body`. Not Result<Json>: a Json can be made of anything, a Result too.
Result<void> parse_json_object(std::string_view body, Json& json);

// `path` names the value in messages: "to[1].address".
Result<bool> read_bool(const Json& value, const std::string& path);
Result<std::string> read_string(const Json& value, const std::string& path);
Result<std::vector<std::string>> read_strings(const Json& value, const std::string& path);
// Of a message: not empty, at most 128 bytes, no control characters.
Result<void> check_tag(std::string_view tag, const std::string& path);
Result<std::vector<std::string>> read_tags(const Json& value, const std::string& path);
Result<std::string> read_inbox(const Json& value, const std::string& path);

Error wrong_type(const Json& value, const std::string& path, std::string_view expected);
Error unknown_field(const std::string& path, std::string_view name,
                    const std::vector<std::string_view>& known);
std::string join_path(const std::string& path, std::string_view name);

template <class Target, class Source>
Result<void> assign(Target& target, Result<Source> source) {
  if (!source) return source.error();
  target = std::move(*source);
  return {};
}

template <class T>
struct FieldOf {
  std::string_view name;
  Result<void> (*read)(const Json& value, const std::string& path, T& into);
};

template <class T>
const FieldOf<T>* find_field(std::span<const FieldOf<T>> fields, std::string_view name) {
  for (const auto& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

template <class T>
Result<void> read_object(const Json& value, const std::string& path,
                         std::type_identity_t<std::span<const FieldOf<T>>> fields, T& into) {
  if (!value.is_object()) return wrong_type(value, path, "an object");
  for (const auto& [name, member] : value.items()) {
    const auto* field = find_field<T>(fields, name);
    if (!field) {
      std::vector<std::string_view> known;
      for (const auto& candidate : fields) known.push_back(candidate.name);
      return unknown_field(path, name, known);
    }
    if (auto outcome = field->read(member, join_path(path, name), into); !outcome) return outcome;
  }
  return {};
}

}  // namespace mailstop::api::v1
