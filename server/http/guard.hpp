// Keeps other web sites out of a server on the visitor's own machine: DNS rebinding is stopped by the Host
// check, cross-site requests by the Origin check. Both look at the decoded request, never at raw text.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::http {

// RFC 9110 section 7.2: uri-host [ ":" port ]. The name is in lower case, without a final dot or the brackets
// of an IPv6 literal.
struct Authority {
  std::string name;
  std::string port;  // "" when not given

  bool operator==(const Authority&) const = default;
};
Result<Authority> parse_authority(std::string_view text);

// IP literals, names without a dot, names under .localhost .local .internal .test .lan .home.arpa and the
// allow-list.
bool is_allowed_host(const Authority& host, const std::vector<std::string>& allowed_hosts);

// From the page itself, a typed address or a client that is no browser (neither Origin nor Sec-Fetch-Site).
bool is_same_origin(const Request& request);

// 421 with how to allow the name, or nothing.
std::optional<Response> refuse_host(const Request& request, const std::vector<std::string>& allowed_hosts);
// 403 for a request of another site, or nothing.
std::optional<Response> refuse_origin(const Request& request);

}  // namespace mailstop::http
