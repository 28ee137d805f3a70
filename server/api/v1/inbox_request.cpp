#include "api/v1/inbox_request.hpp"

#include <fmt/format.h>

#include "api/v1/json_reader.hpp"
#include "base/quantity.hpp"

namespace mailstop::api::v1 {
namespace {

using store::InboxSettings;
using store::RetentionLimits;

Result<void> read_max_messages(const Json& value, const std::string& path, RetentionLimits& limits) {
  if (value.is_null()) return {};
  const bool fits = value.is_number_unsigned() && value.get<std::uint64_t>() >= 1 &&
                    value.get<std::uint64_t>() <= INT64_MAX;
  if (!fits)
    return invalid_argument(fmt::format("\"{}\" must be a whole number of at least 1, or null", path));
  limits.max_messages = value.get<std::uint64_t>();
  return {};
}

Result<void> read_max_age(const Json& value, const std::string& path, RetentionLimits& limits) {
  if (value.is_null()) return {};
  const auto age = value.is_string() ? parse_duration(value.get_ref<const std::string&>()) : Duration{0};
  if (!age || age->count() < 1)
    return invalid_argument(
        fmt::format("\"{}\" must be a time with its unit, such as 10m, 2h or 7d, or null", path));
  limits.max_age = *age;
  return {};
}

constexpr FieldOf<RetentionLimits> retention_fields[] = {{"maxMessages", read_max_messages},
                                                         {"maxAge", read_max_age}};

// A line break or NUL could not be sent by every mechanism of AUTH.
Result<std::string> read_password(const Json& value, const std::string& path) {
  auto password = read_string(value, path);
  if (!password) return password;
  const auto has_control = password->find_first_of(std::string_view("\0\r\n", 3)) != std::string::npos;
  if (password->empty() || password->size() > 255 || has_control)
    return invalid_argument(
        fmt::format("\"{}\" must have 1 to 255 bytes, without NUL and line breaks", path));
  return password;
}

constexpr FieldOf<InboxSettings> settings_fields[] = {
    {"retention",
     [](const Json& value, const std::string& path, InboxSettings& settings) {
       return read_object(value, path, retention_fields, settings.retention);
     }},
    {"accept", [](const Json& value, const std::string& path,
                  InboxSettings& settings) { return assign(settings.accepts, read_bool(value, path)); }},
    {"password",
     [](const Json& value, const std::string& path, InboxSettings& settings) {
       return assign(settings.password, read_password(value, path));
     }},
};

constexpr FieldOf<std::string> rename_fields[] = {
    {"name", [](const Json& value, const std::string& path,
                std::string& name) { return assign(name, read_inbox(value, path)); }},
};

}  // namespace

Result<std::string> parse_inbox_rename(std::string_view body) {
  Json json;
  if (auto outcome = parse_json_object(body, json); !outcome) return outcome.error();
  std::string name;
  if (auto outcome = read_object(json, "", rename_fields, name); !outcome) return outcome.error();
  if (name.empty()) return invalid_argument("\"name\" is missing: the new name of the inbox");
  return name;
}

Result<InboxSettings> parse_inbox_settings(std::string_view body) {
  Json json;
  if (auto outcome = parse_json_object(body, json); !outcome) return outcome.error();
  InboxSettings settings;
  if (auto outcome = read_object(json, "", settings_fields, settings); !outcome) return outcome.error();
  return settings;
}

}  // namespace mailstop::api::v1
