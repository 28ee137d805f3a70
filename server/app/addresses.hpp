// Where the server really listens, as the ready line, the ready file and GET /v1/info say it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/endpoint.hpp"

namespace mailstop::app {

struct Addresses {
  std::vector<std::string> smtp;  // "127.0.0.1:1025" or "unix:/run/mail.sock", the main one first
  std::vector<std::string> smtps, submission, lmtp;
  std::vector<std::string> http;  // "http://127.0.0.1:8025"
};

// "mailstop ready smtp=127.0.0.1:1025 http=http://127.0.0.1:8025": the main one of each kind that there is,
// for scripts that read stdout.
std::string ready_line(const Addresses& addresses);

// {"smtp":["127.0.0.1:1025"],"http":["http://127.0.0.1:8025"]}: these two always, the others when there are
// any
std::string ready_json(const Addresses& addresses);

// Writes a neighbour file and renames it: who sees the file sees all of it.
Result<void> write_atomically(const std::string& path, const std::string& content);

// Where a client on this machine finds what listens at `host`: for every address, at the loopback address.
std::string reachable_host(const std::string& host);

// A URL that a browser on this machine can open.
std::string http_url(const net::Endpoint& endpoint, std::string_view scheme = "http");

}  // namespace mailstop::app
