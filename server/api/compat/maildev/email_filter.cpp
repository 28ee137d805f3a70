#include "api/compat/maildev/email_filter.hpp"

#include <algorithm>
#include <charconv>

namespace mailstop::api::compat::maildev {
namespace {

// Text as it is written, truth as "true" and "false", numbers as JSON has them.
bool equals(const Json& value, std::string_view text) {
  if (value.is_string()) return value.get_ref<const std::string&>() == text;
  return value.is_primitive() && !value.is_null() && value.dump() == text;
}

bool fits(const Json& value, std::string_view path, std::string_view text) {
  if (value.is_array()) {
    return std::any_of(value.begin(), value.end(),
                       [&](const Json& element) { return fits(element, path, text); });
  }
  if (path.empty()) return equals(value, text);
  if (!value.is_object()) return false;
  const auto dot = std::min(path.find('.'), path.size());
  const auto member = value.find(std::string(path.substr(0, dot)));
  return member != value.end() && fits(*member, path.substr(std::min(dot + 1, path.size())), text);
}

}  // namespace

bool EmailFilter::holds(const Json& email) const {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const auto& condition) { return fits(email, condition.first, condition.second); });
}

EmailFilter read_filter(const http::QueryParameters& query) {
  EmailFilter filter;
  filter.skip = read_number(query, "skip", 0);
  filter.limit = read_number(query, "limit", 0);
  if (query.get_or("sort", "asc") == "desc") filter.order = store::Order::newest;
  for (const auto& [name, value] : query) {
    if (name != "skip" && name != "limit" && name != "sort") filter.conditions.emplace_back(name, value);
  }
  return filter;
}

std::uint64_t read_number(const http::QueryParameters& query, std::string_view name,
                          std::uint64_t otherwise) {
  const auto text = query.get_or(name, "");
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

}  // namespace mailstop::api::compat::maildev
