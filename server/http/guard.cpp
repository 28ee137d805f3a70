#include "http/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

// Never delegated in the public DNS (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal) or used as such in home
// networks.
constexpr std::array<std::string_view, 6> local_domains = {".localhost", ".local", ".internal",
                                                           ".test",      ".lan",   ".home.arpa"};

bool is_port(std::string_view text) {
  return text.size() <= 5 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_name(std::string_view text) {
  const auto is_name_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  };
  return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), is_name_char) &&
         !text.starts_with('.') && text.find("..") == std::string_view::npos;
}

bool is_ip_literal(std::string_view text) {
  boost::system::error_code error;
  asio::ip::make_address(text, error);
  return !error;
}

Result<std::string> parse_ipv6_name(std::string_view text) {
  boost::system::error_code error;
  asio::ip::make_address_v6(text, error);
  if (error) return invalid_argument("it is not an IPv6 address in brackets");
  return to_lower_ascii(text);
}

bool is_in_list(std::string_view name, std::string entry) {
  entry = to_lower_ascii(entry);
  if (entry == "*") return true;
  if (entry.starts_with("*.")) entry.erase(0, 1);
  if (entry.starts_with('.')) return name.ends_with(entry) || name == std::string_view(entry).substr(1);
  return name == entry;
}

// RFC 6454 section 7: scheme "://" host [ ":" port ], or "null" for an opaque origin.
struct Origin {
  std::string scheme;
  Authority authority;
};

std::optional<Origin> parse_origin(std::string_view text) {
  for (const std::string_view scheme : {"http", "https"}) {
    if (!text.starts_with(scheme) || !text.substr(scheme.size()).starts_with("://")) continue;
    auto authority = parse_authority(text.substr(scheme.size() + 3));
    if (!authority) return std::nullopt;
    return Origin{std::string(scheme), std::move(*authority)};
  }
  return std::nullopt;
}

// A proxy may end TLS in front of us, so the scheme only says which port is left out.
bool is_own_origin(std::string_view text, const std::string& host) {
  const auto origin = parse_origin(text);
  auto own = parse_authority(host);
  if (!origin || !own) return false;
  const std::string default_port = origin->scheme == "https" ? "443" : "80";
  const auto port_of = [&](const Authority& it) { return it.port.empty() ? default_port : it.port; };
  return origin->authority.name == own->name && port_of(origin->authority) == port_of(*own);
}

}  // namespace

Result<Authority> parse_authority(std::string_view text) {
  Authority authority;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return invalid_argument("it lacks a closing bracket");
    auto name = parse_ipv6_name(text.substr(1, end - 1));
    if (!name) return name.error();
    authority.name = std::move(*name);
    port = text.substr(end + 1);
  } else {
    const auto colon = std::min(text.find(':'), text.size());
    authority.name = to_lower_ascii(text.substr(0, colon));
    port = text.substr(colon);
    if (authority.name.size() > 1 && authority.name.back() == '.') authority.name.pop_back();
    if (!is_name(authority.name)) return invalid_argument("it is not a host name");
  }
  if (!port.empty() && (port[0] != ':' || !is_port(port.substr(1))))
    return invalid_argument("its port is not a number");
  if (!port.empty()) authority.port = port.substr(1);
  return authority;
}

bool is_allowed_host(const Authority& host, const std::vector<std::string>& allowed_hosts) {
  const std::string_view name = host.name;
  if (is_ip_literal(name) || name.find('.') == std::string_view::npos) return true;
  const auto is_suffix = [name](std::string_view domain) { return name.ends_with(domain); };
  if (std::any_of(local_domains.begin(), local_domains.end(), is_suffix)) return true;
  const auto is_listed = [name](const std::string& entry) { return is_in_list(name, entry); };
  return std::any_of(allowed_hosts.begin(), allowed_hosts.end(), is_listed);
}

bool is_same_origin(const Request& request) {
  const auto site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  return !request.headers.has("Origin") || is_own_origin(request.headers.joined("Origin"), request.host);
}

std::optional<Response> refuse_host(const Request& request, const std::vector<std::string>& allowed_hosts) {
  if (request.host.empty())
    return error_response(Status::bad_request, "invalid_host", "the Host header is missing");
  const auto host = parse_authority(request.host);
  if (!host) {
    return error_response(Status::bad_request, "invalid_host",
                          "the Host header is malformed: " + host.error().message);
  }
  if (is_allowed_host(*host, allowed_hosts)) return std::nullopt;
  return error_response(
      Status::misdirected_request, "host_not_allowed",
      fmt::format("Mailstop does not answer to the name \"{0}\": an unknown name may be an attack by DNS "
                  "rebinding. If "
                  "the name is yours, start it with --allowed-hosts {0}, or use an IP address or localhost.",
                  host->name));
}

std::optional<Response> refuse_origin(const Request& request) {
  if (is_same_origin(request)) return std::nullopt;
  return error_response(
      Status::forbidden, "cross_origin",
      "requests of other web sites are refused: the Origin of the request must be this server "
      "itself (the same host and port as in Host)");
}

}  // namespace mailstop::http
