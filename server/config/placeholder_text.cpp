#include "config/placeholder_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mailstop::config {
namespace {

bool is_placeholder_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

const std::string* find_placeholder(std::string_view name, const PlaceholderValues& values) {
  if (name == "smtp_host") return &values.smtp_host;
  if (name == "smtp_port") return &values.smtp_port;
  return name == "url" ? &values.url : nullptr;
}

}  // namespace

Result<std::string> fill_placeholders(std::string_view text, const PlaceholderValues& values) {
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == text.npos ? text.npos : text.find_first_of("{}", open + 1);
    const bool is_pair = close != text.npos && text[close] == '}';
    const auto name = is_pair ? text.substr(open + 1, close - open - 1) : std::string_view();
    if (!is_placeholder_name(name)) {
      const auto taken = open == text.npos ? text.size() : open + 1;
      filled += text.substr(0, taken);
      text.remove_prefix(taken);
      continue;
    }
    const auto* value = find_placeholder(name, values);
    if (!value)
      return invalid_argument(fmt::format(
          "unknown placeholder {{{}}}: there are {{smtp_host}}, {{smtp_port}} and {{url}}", name));
    filled.append(text.substr(0, open)).append(*value);
    text.remove_prefix(close + 1);
  }
  return filled;
}

}  // namespace mailstop::config
