#include "net/endpoint.hpp"

#include <fmt/format.h>

#include <charconv>

namespace mailstop::net {
namespace {

Error malformed(std::string_view text) {
  return invalid_argument(
      fmt::format("\"{}\" is not an address to listen on; write ADDRESS:PORT, such as 127.0.0.1:1025, "
                  "[::1]:1025 or :1025",
                  text));
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return malformed(text);
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return malformed(text);
  if (host.starts_with('[')) {
    if (host.size() < 4 || !host.ends_with(']')) return malformed(text);
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return malformed(text);
  }
  if (host == "*") host = {};
  return Endpoint{std::string(host), port};
}

std::string to_text(const Endpoint& endpoint) {
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", endpoint.host, endpoint.port)
               : fmt::format("{}:{}", endpoint.host, endpoint.port);
}

}  // namespace mailstop::net
