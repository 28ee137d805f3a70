#include "api/compat/json_fields.hpp"

#include <fmt/format.h>

#include <unordered_set>

#include "base/text.hpp"

namespace mailstop::api::compat {
namespace {

std::string_view kind_of(const Json& value) {
  if (value.is_object()) return "object";
  if (value.is_array()) return "array";
  if (value.is_string()) return "string";
  return value.is_boolean() ? "bool" : "number";
}

Result<std::string> text_of(const Json& value, std::string_view name) {
  if (!value.is_string()) return wrong_type(value, name, "string");
  return value.get<std::string>();
}

}  // namespace

Error wrong_type(const Json& value, std::string_view name, std::string_view expected) {
  return invalid_argument(fmt::format("json: cannot unmarshal {} into Go struct field .{} of type {}",
                                      kind_of(value), name, expected));
}

Result<void> parse_fields(std::string_view body, Json& json) {
  if (trim(body).empty()) return invalid_argument("EOF");
  json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) return invalid_argument("invalid JSON");
  if (json.is_null()) json = Json::object();
  if (!json.is_object())
    return invalid_argument(
        fmt::format("json: cannot unmarshal {} into Go value of type struct", kind_of(json)));
  return {};
}

const Json* find_field(const Json& object, std::string_view name) {
  const Json* found = nullptr;
  for (const auto& [key, value] : object.items()) {
    if (equals_ignoring_case(key, name)) found = &value;
  }
  return found && found->is_null() ? nullptr : found;
}

Result<void> read_field(const Json& object, std::string_view name, bool& into) {
  const auto* value = find_field(object, name);
  if (!value) return {};
  if (!value->is_boolean()) return wrong_type(*value, name, "bool");
  into = value->get<bool>();
  return {};
}

Result<void> read_field(const Json& object, std::string_view name, int& into) {
  constexpr std::int64_t most = 1'000'000;  // any limit of ours is smaller
  const auto* value = find_field(object, name);
  if (!value) return {};
  if (!value->is_number_integer()) return wrong_type(*value, name, "int");
  const bool is_huge = value->is_number_unsigned() && value->get<std::uint64_t>() > most;
  if (is_huge || value->get<std::int64_t>() < -most || value->get<std::int64_t>() > most)
    return wrong_type(*value, name, "int");
  into = value->get<int>();
  return {};
}

Result<void> read_field(const Json& object, std::string_view name, std::string& into) {
  const auto* value = find_field(object, name);
  if (!value) return {};
  auto text = text_of(*value, name);
  if (!text) return text.error();
  into = std::move(*text);
  return {};
}

Result<void> read_field(const Json& object, std::string_view name, std::vector<std::string>& into) {
  const auto* value = find_field(object, name);
  if (!value) return {};
  if (!value->is_array()) return wrong_type(*value, name, "[]string");
  for (const auto& item : *value) {
    auto text = item.is_null() ? Result<std::string>("") : text_of(item, name);
    if (!text) return text.error();
    into.push_back(std::move(*text));
  }
  return {};
}

Result<void> read_ids(const Json& object, std::vector<std::string>& into) {
  constexpr std::size_t most_ids = 10'000;
  if (auto read = read_field(object, "IDs", into); !read) return read.error();
  std::unordered_set<std::string> seen;
  std::erase_if(into, [&](const auto& id) { return !seen.insert(id).second; });
  if (into.size() > most_ids) return invalid_argument(fmt::format("IDs are more than {}", most_ids));
  return {};
}

Result<std::vector<const Json*>> list_objects(const Json& object, std::string_view name) {
  std::vector<const Json*> objects;
  const auto* value = find_field(object, name);
  if (!value) return objects;
  if (!value->is_array()) return wrong_type(*value, name, "[]struct");
  for (const auto& item : *value) {
    if (!item.is_object()) return wrong_type(item, name, "struct");
    objects.push_back(&item);
  }
  return objects;
}

}  // namespace mailstop::api::compat
