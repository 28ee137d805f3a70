#include "http/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "http/guard.hpp"

namespace mailstop::http {
namespace {

Error not_an_address(std::string_view text, std::string_view why) {
  return invalid_argument(
      fmt::format("\"{}\" is not the address of a web server, such as "
                  "http://127.0.0.1:8025: {}",
                  escape_controls(text), why));
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  Url url;
  url.is_secure = starts_with_ignoring_case(text, "https://");
  if (!url.is_secure && !starts_with_ignoring_case(text, "http://"))
    return not_an_address(text, "it does not begin with http:// or https://");
  const auto rest = text.substr(url.is_secure ? 8 : 7);
  const auto path_at = std::min(rest.find('/'), rest.size());
  const auto authority = parse_authority(rest.substr(0, path_at));
  if (!authority) return not_an_address(text, authority.error().message);
  url.path = rest.substr(path_at);
  while (url.path.ends_with('/')) url.path.pop_back();
  if (url.path.find_first_of("?# \"<>\\^`{|}") != std::string::npos ||
      escape_controls(url.path) != url.path || !is_ascii(url.path))
    return not_an_address(text, "what follows the host can only be a path");
  url.host = authority->name;
  url.port = url.is_secure ? 443 : 80;
  const auto& port = authority->port;
  if (port.empty()) return url;
  if (std::from_chars(port.data(), port.data() + port.size(), url.port).ec != std::errc())
    return not_an_address(text, "its port is too large");
  return url;
}

std::string authority_of(const Url& url) {
  const bool is_v6 = url.host.find(':') != std::string::npos;
  const auto host = is_v6 ? fmt::format("[{}]", url.host) : url.host;
  return url.port == (url.is_secure ? 443 : 80) ? host : fmt::format("{}:{}", host, url.port);
}

std::string to_text(const Url& url) {
  return fmt::format("{}://{}{}", url.is_secure ? "https" : "http", authority_of(url), url.path);
}

}  // namespace mailstop::http
