// Addresses that a setting means: one ("::1"), a block in CIDR notation ("10.0.0.0/8"), or "unix" for who
// comes through a Unix socket. Pure.
#pragma once
#include <array>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::net {

class AddressRange {
 public:
  static Result<AddressRange> parse(std::string_view text);

  // `host` is an address literal or "unix", as in Endpoint; an IPv4 address written in IPv6 counts as IPv4.
  bool contains(std::string_view host) const;

 private:
  enum class Family { v4, v6, unix_socket };

  struct Address {
    Family family = Family::v4;
    std::array<unsigned char, 16> bytes{};
  };
  static bool read(std::string_view host, Address& address);

  Address first_;
  int bits_ = 0;  // how many of the first ones count
};

}  // namespace mailstop::net
