#include "net/endpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"

namespace mailstop::net {
namespace {

constexpr std::string_view unix_prefix = "unix:";

Error no_endpoint(std::string_view text) {
  return invalid_argument(
      fmt::format("\"{}\" is not an address to listen on; write ADDRESS:PORT, such as 127.0.0.1:1025, "
                  "[::1]:1025 or :1025, or unix:/PATH",
                  escape_controls(text)));
}

// As long as the kernel takes, and without what would have to be escaped in the ready line and in JSON.
Result<Endpoint> parse_unix_path(std::string_view path) {
  constexpr std::size_t longest = 107;
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != ','; };
  if (path.empty() || path.size() > longest || !std::all_of(path.begin(), path.end(), is_plain))
    return invalid_argument(fmt::format(
        "\"{}\" is not a path for a socket: it has 1 to {} ASCII characters, among them no space, "
        "comma, quotation mark or backslash",
        escape_controls(path), longest));
  return unix_endpoint(std::string(path));
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  if (text.starts_with(unix_prefix)) return parse_unix_path(text.substr(unix_prefix.size()));
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return no_endpoint(text);
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return no_endpoint(text);
  if (host.starts_with('[')) {
    if (host.size() < 4 || !host.ends_with(']')) return no_endpoint(text);
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return no_endpoint(text);
  }
  if (host == "*") host = {};
  return Endpoint{std::string(host), port};
}

Endpoint unix_endpoint(std::string path) {
  return {"unix", 0, std::move(path)};
}

std::string to_text(const Endpoint& endpoint) {
  if (!endpoint.path.empty()) return fmt::format("{}{}", unix_prefix, endpoint.path);
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", endpoint.host, endpoint.port)
               : fmt::format("{}:{}", endpoint.host, endpoint.port);
}

}  // namespace mailstop::net
