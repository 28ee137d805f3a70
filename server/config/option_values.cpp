#include "config/option_values.hpp"

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

}  // namespace mailstop::config
