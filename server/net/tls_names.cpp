#include "net/tls_names.hpp"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <cstring>
#include <memory>

#include "base/task.hpp"
#include "base/text.hpp"

namespace mailstop::net {
namespace {

void add(std::vector<std::string>& names, std::string_view name) {
  auto lower = to_lower_ascii(name);
  if (lower.empty() || std::find(names.begin(), names.end(), lower) != names.end()) return;
  names.push_back(std::move(lower));
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string to_text(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    return asio::ip::address_v4(ntohl(v4.sin_addr.s_addr)).to_string();
  }
  if (address->sa_family != AF_INET6) return {};
  sockaddr_in6 v6{};
  std::memcpy(&v6, address, sizeof v6);
  asio::ip::address_v6::bytes_type bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return asio::ip::address_v6(bytes).to_string();
}

void add_addresses_of_machine(std::vector<std::string>& names) {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return;
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> list(first, &::freeifaddrs);
  for (const auto* entry = first; entry; entry = entry->ifa_next) {
    if (entry->ifa_addr) add(names, to_text(entry->ifa_addr));
  }
}

}  // namespace

std::vector<std::string> list_tls_names(const std::vector<Endpoint>& listening,
                                        const std::vector<std::string>& further) {
  std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
  add(names, host_name());
  for (const auto& endpoint : listening) {
    if (!endpoint.path.empty()) continue;
    const bool is_any = endpoint.host.empty() || endpoint.host == "0.0.0.0" || endpoint.host == "::";
    if (is_any) add_addresses_of_machine(names);
    if (!is_any) add(names, endpoint.host);
  }
  for (const auto& name : further) add(names, name);
  return names;
}

}  // namespace mailstop::net
