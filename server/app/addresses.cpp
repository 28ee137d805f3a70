#include "app/addresses.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace mailstop::app {
namespace {

// Addresses hold no character that JSON must escape.
std::string json_list(const std::vector<std::string>& items) {
  return items.empty() ? "[]" : fmt::format("[\"{}\"]", fmt::join(items, "\",\""));
}

Error cannot_write(const std::string& path) {
  return {Errc::invalid_argument, fmt::format("cannot write {}: {}", path, std::strerror(errno))};
}

}  // namespace

std::string ready_line(const Addresses& addresses) {
  return fmt::format("mailstop ready smtp={} http={}", addresses.smtp.front(), addresses.http.front());
}

std::string ready_json(const Addresses& addresses) {
  return fmt::format("{{\"smtp\":{},\"http\":{}}}\n", json_list(addresses.smtp), json_list(addresses.http));
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

std::string http_url(const net::Endpoint& endpoint) {
  const bool is_any = endpoint.host == "0.0.0.0" || endpoint.host == "::";
  return "http://" + net::to_text({is_any ? "localhost" : endpoint.host, endpoint.port});
}

}  // namespace mailstop::app
