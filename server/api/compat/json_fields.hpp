// Reads a request's JSON the way Go's decoder does: names in any case, unknown ones ignored, null is nothing.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mailstop::api::compat {

using Json = nlohmann::ordered_json;

// One object; `null` is an empty one.
Result<void> parse_fields(std::string_view body, Json& json);

// Null when there is no such member, or when it is null.
const Json* find_field(const Json& object, std::string_view name);

// Each leaves `into` as it is when there is no such member. The error names the member.
Result<void> read_field(const Json& object, std::string_view name, bool& into);
Result<void> read_field(const Json& object, std::string_view name, int& into);
Result<void> read_field(const Json& object, std::string_view name, std::string& into);
Result<void> read_field(const Json& object, std::string_view name, std::vector<std::string>& into);

// "IDs" of messages, each once. Error: more than anybody picks.
Result<void> read_ids(const Json& object, std::vector<std::string>& into);

Error wrong_type(const Json& value, std::string_view name, std::string_view expected);

// The members of a list, each an object; none when the list is not there.
Result<std::vector<const Json*>> list_objects(const Json& object, std::string_view name);

}  // namespace mailstop::api::compat
