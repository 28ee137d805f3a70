#include "http/query_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::http {
namespace {

struct Known {
  std::vector<std::string_view> names;
  std::vector<std::string_view> repeatable;
};

Known parse_known(std::string_view list) {
  Known known;
  for (auto name : split(list, ' ')) {
    if (name.empty()) continue;
    if (name.back() == '*') {
      name.remove_suffix(1);
      known.repeatable.push_back(name);
    }
    known.names.push_back(name);
  }
  return known;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Error unknown_parameter(std::string_view name, const std::vector<std::string_view>& known) {
  auto message = fmt::format("unknown query parameter \"{}\"", truncate_utf8(escape_controls(name), 100));
  const auto nearest = name.size() <= 100 ? nearest_word(name, known) : std::string_view();
  if (!nearest.empty()) {
    message += fmt::format("; did you mean \"{}\"?", nearest);
  } else if (known.empty()) {
    message += "; this path takes none";
  } else {
    message += fmt::format("; known here: {}", fmt::join(known, ", "));
  }
  return invalid_argument(std::move(message));
}

}  // namespace

Result<QueryParameters> QueryParameters::parse(std::string_view query) {
  QueryParameters parameters;
  if (query.empty()) return parameters;
  for (const auto item : split(query, '&')) {
    if (item.empty()) continue;
    const auto equals = item.find('=');
    auto name = percent_decode(item.substr(0, equals), Plus::space);
    if (!name) return name.error();
    auto value = percent_decode(equals == std::string_view::npos ? "" : item.substr(equals + 1), Plus::space);
    if (!value) return value.error();
    parameters.items_.emplace_back(std::move(*name), std::move(*value));
  }
  return parameters;
}

std::optional<std::string_view> QueryParameters::get(std::string_view name) const {
  for (const auto& [key, value] : items_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view QueryParameters::get_or(std::string_view name, std::string_view otherwise) const {
  return get(name).value_or(otherwise);
}

std::vector<std::string_view> QueryParameters::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : items_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Result<bool> QueryParameters::flag(std::string_view name, bool otherwise) const {
  const auto value = get(name);
  if (!value) return otherwise;
  if (value->empty() || *value == "true") return true;
  if (*value == "false") return false;
  return invalid_argument(fmt::format("query parameter \"{}\" must be true or false", name));
}

Result<void> QueryParameters::check(std::string_view list) const {
  if (list == "*") return {};
  const auto known = parse_known(list);
  for (auto item = items_.begin(); item != items_.end(); ++item) {
    const auto& name = item->first;
    if (!contains(known.names, name)) return unknown_parameter(name, known.names);
    const auto is_same = [&](const auto& other) { return other.first == name; };
    if (!contains(known.repeatable, name) && std::any_of(items_.begin(), item, is_same)) {
      return invalid_argument(fmt::format("query parameter \"{}\" is given twice", name));
    }
  }
  return {};
}

}  // namespace mailstop::http
