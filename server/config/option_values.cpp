#include "config/option_values.hpp"

#include "base/text.hpp"

namespace mailstop::config {

Result<void> add_endpoint(std::vector<net::Endpoint>& list, std::string_view value) {
  auto endpoint = net::parse_endpoint(value);
  if (!endpoint) return endpoint.error();
  if (!endpoint->path.empty())
    return invalid_argument(fmt::format("\"{}\" is a Unix socket, on which only mail can come in", value));
  list.push_back(std::move(*endpoint));
  return {};
}

Result<void> set_switch(bool& target, std::string_view value) {
  constexpr std::pair<std::string_view, bool> choices[] = {{"true", true}, {"false", false}, {"1", true},
                                                           {"0", false},   {"yes", true},    {"no", false},
                                                           {"on", true},   {"off", false}};
  return set_choice(target, value, choices);
}

Result<void> set_url(std::string& target, std::string_view value) {
  const bool is_url = value.starts_with("http://") || value.starts_with("https://");
  if (!is_url || value.find_first_of(" \t\r\n\"<>") != std::string_view::npos)
    return invalid_argument(
        fmt::format("\"{}\" is not an http:// or https:// address", escape_controls(value)));
  target = value;
  while (target.ends_with('/')) target.pop_back();
  return {};
}

}  // namespace mailstop::config
