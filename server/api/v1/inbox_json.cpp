#include "api/v1/inbox_json.hpp"

#include <fmt/format.h>

#include <utility>

#include "api/v1/json_writer.hpp"
#include "base/timestamp.hpp"

namespace mailstop::api::v1 {
namespace {

// In the largest unit that it is a whole number of, so that it can be put back as it is.
std::string age_text(Duration age) {
  constexpr std::pair<std::int64_t, std::string_view> units[] = {
      {86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1000, "s"}};
  for (const auto& [milliseconds, unit] : units) {
    if (age.count() % milliseconds == 0) return fmt::format("{}{}", age.count() / milliseconds, unit);
  }
  return fmt::format("{}ms", age.count());
}

void write_retention(JsonWriter& json, const store::RetentionLimits& limits) {
  json.key("retention");
  json.begin_object();
  json.key("maxMessages");
  limits.max_messages ? json.value(*limits.max_messages) : json.null();
  json.key("maxAge");
  limits.max_age ? json.value(age_text(*limits.max_age)) : json.null();
  json.end_object();
}

void write_inbox(JsonWriter& json, const store::InboxFacts& inbox) {
  json.begin_object();
  json.member("name", inbox.name);
  json.member("total", inbox.totals.total);
  json.member("unread", inbox.totals.unread);
  json.key("lastReceivedAt");
  inbox.last_received_at ? json.value(to_rfc3339(*inbox.last_received_at)) : json.null();
  write_retention(json, inbox.settings.retention);
  json.member("accept", inbox.settings.accepts);
  json.member("passwordSet", inbox.settings.password.has_value());
  json.end_object();
}

}  // namespace

std::string inbox_json(const store::InboxFacts& inbox) {
  JsonWriter json;
  write_inbox(json, inbox);
  return json.take();
}

std::string inbox_list_json(const std::vector<store::InboxFacts>& inboxes) {
  JsonWriter json;
  json.begin_object();
  json.array("inboxes", inboxes, [&json](const auto& inbox) { write_inbox(json, inbox); });
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
