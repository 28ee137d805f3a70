#include "net/address_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>

#include "base/task.hpp"
#include "base/text.hpp"

namespace mailstop::net {
namespace {

Error no_range(std::string_view text) {
  return invalid_argument(
      fmt::format("\"{}\" is no address; write one such as 127.0.0.1 or ::1, a block such as 10.0.0.0/8, or "
                  "unix for Unix sockets",
                  escape_controls(text)));
}

}  // namespace

Result<AddressRange> AddressRange::parse(std::string_view text) {
  AddressRange range;
  const auto slash = text.find('/');
  if (!read(text.substr(0, slash), range.first_)) return no_range(text);
  const int longest = range.first_.family == Family::v4 ? 32 : 128;
  range.bits_ = longest;
  if (slash == std::string_view::npos) return range;
  const auto digits = text.substr(slash + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), range.bits_);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  if (!is_number || range.bits_ < 0 || range.bits_ > longest || range.first_.family == Family::unix_socket)
    return no_range(text);
  return range;
}

bool AddressRange::contains(std::string_view host) const {
  Address address;
  if (!read(host, address) || address.family != first_.family) return false;
  const auto whole = static_cast<std::size_t>(bits_ / 8);
  if (!std::equal(first_.bytes.begin(), first_.bytes.begin() + whole, address.bytes.begin())) return false;
  const int rest = bits_ % 8;
  return rest == 0 || (first_.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0;
}

bool AddressRange::read(std::string_view host, Address& address) {
  if (host == "unix") {
    address.family = Family::unix_socket;
    return true;
  }
  boost::system::error_code error;
  const auto parsed = asio::ip::make_address(std::string(host), error);
  if (error) return false;
  const bool is_mapped = parsed.is_v6() && parsed.to_v6().is_v4_mapped();
  if (parsed.is_v6() && !is_mapped) {
    address.family = Family::v6;
    address.bytes = parsed.to_v6().to_bytes();
    return true;
  }
  const auto v4 = is_mapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, parsed.to_v6()) : parsed.to_v4();
  address.family = Family::v4;
  std::copy_n(v4.to_bytes().begin(), 4, address.bytes.begin());
  return true;
}

}  // namespace mailstop::net
