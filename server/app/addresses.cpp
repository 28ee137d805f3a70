#include "app/addresses.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string_view>

namespace mailstop::app {
namespace {

// Addresses hold no character that JSON must escape.
std::string json_list(const std::vector<std::string>& items) {
  return items.empty() ? "[]" : fmt::format("[\"{}\"]", fmt::join(items, "\",\""));
}

struct Kind {
  std::string_view name;
  const std::vector<std::string>& addresses;
};

std::array<Kind, 5> by_kind(const Addresses& addresses) {
  return {{{"smtp", addresses.smtp},
           {"smtps", addresses.smtps},
           {"submission", addresses.submission},
           {"lmtp", addresses.lmtp},
           {"http", addresses.http}}};
}

Error cannot_write(const std::string& path) {
  return {Errc::invalid_argument, fmt::format("cannot write {}: {}", path, std::strerror(errno))};
}

}  // namespace

std::string ready_line(const Addresses& addresses) {
  std::string line = "mailstop ready";
  for (const auto& [kind, list] : by_kind(addresses)) {
    if (!list.empty()) line += fmt::format(" {}={}", kind, list.front());
  }
  return line;
}

std::string ready_json(const Addresses& addresses) {
  std::vector<std::string> members;
  for (const auto& [kind, list] : by_kind(addresses)) {
    const bool is_always_there = kind == "smtp" || kind == "http";
    if (is_always_there || !list.empty()) members.push_back(fmt::format("\"{}\":{}", kind, json_list(list)));
  }
  return fmt::format("{{{}}}\n", fmt::join(members, ","));
}

Result<void> write_atomically(const std::string& path, const std::string& content) {
  const auto neighbour = fmt::format("{}.{}.part", path, ::getpid());
  {
    std::ofstream out(neighbour, std::ios::binary);
    if (!(out << content).flush()) return cannot_write(neighbour);
  }
  if (std::rename(neighbour.c_str(), path.c_str()) != 0) {
    auto error = cannot_write(path);
    std::remove(neighbour.c_str());
    return error;
  }
  return {};
}

std::string reachable_host(const std::string& host) {
  if (host.empty() || host == "0.0.0.0") return "127.0.0.1";
  return host == "::" ? "::1" : host;
}

std::string http_url(const net::Endpoint& endpoint, std::string_view scheme) {
  return fmt::format("{}://{}", scheme, net::to_text({reachable_host(endpoint.host), endpoint.port}));
}

}  // namespace mailstop::app
