// The address of a web server as a person writes it: http://127.0.0.1:8025, https://mail.test/behind/a/proxy
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::http {

struct Url {
  bool is_secure = false;
  std::string host;  // a name, or an address without brackets
  std::uint16_t port = 80;
  std::string path;  // what comes before every target: "" or "/behind/a/proxy", without a final slash
};

// Errors: other schemes, user names, queries, fragments.
Result<Url> parse_url(std::string_view text);

// "127.0.0.1:8025", "[::1]:8025": what goes into the header Host.
std::string authority_of(const Url& url);

std::string to_text(const Url& url);

}  // namespace mailstop::http
