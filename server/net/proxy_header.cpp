#include "net/proxy_header.hpp"

#include <fmt/format.h>

#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <vector>

#include "base/task.hpp"
#include "base/text.hpp"

namespace mailstop::net {
namespace {

// Section 2.1: a line of at most 107 octets with its CRLF. Section 2.2: these octets, then version and
// command, family, and the length of the rest.
constexpr std::string_view text_signature = "PROXY ";
constexpr std::string_view binary_signature("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr std::size_t longest_line = 107;
constexpr std::size_t shortest_line = std::string_view("PROXY UNKNOWN\r\n").size();
constexpr std::size_t binary_head = 16;

// Proxies add a few hundred octets of TLVs at most; the length could say 65,535.
constexpr std::size_t longest_rest = 4096;

Error malformed_header(std::string_view reason) {
  return invalid_argument(fmt::format("the header of the PROXY protocol cannot be read: {}", reason));
}

bool parse_port(std::string_view digits, std::uint16_t& port) {
  const bool is_canonical = !digits.empty() && (digits.size() == 1 || digits.front() != '0');
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return is_canonical && error == std::errc() && end == digits.data() + digits.size();
}

bool is_address(const std::string& text, bool is_v6) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(text, error);
  // A scope ("fe80::1%eth0") means something on the proxy's machine only.
  return !error && address.is_v6() == is_v6 && text.find('%') == std::string::npos;
}

// "TCP4" SP source SP destination SP source-port SP destination-port
ProxyProgress parse_line(std::string_view line) {
  const auto words = split(line.substr(text_signature.size()), ' ');
  if (words.front() == "UNKNOWN") return ProxyHeader{};
  const bool is_v6 = words.front() == "TCP6";
  if (!is_v6 && words.front() != "TCP4") return malformed_header("TCP4, TCP6 or UNKNOWN is missing");
  if (words.size() != 5) return malformed_header("there must be two addresses and two ports");
  Endpoint client{std::string(words[1]), 0};
  std::uint16_t destination_port = 0;
  if (!is_address(client.host, is_v6) || !is_address(std::string(words[2]), is_v6))
    return malformed_header(fmt::format("an address is not one of {}", words.front()));
  if (!parse_port(words[3], client.port) || !parse_port(words[4], destination_port))
    return malformed_header("a port is no number below 65,536");
  return ProxyHeader{std::move(client)};
}

ProxyProgress parse_text(std::string_view bytes) {
  if (bytes.size() < shortest_line) return ProxyIncomplete{shortest_line - bytes.size()};
  // Octet by octet from here on, as only the end of the line says how long it is.
  if (!bytes.ends_with("\r\n")) {
    if (bytes.find('\n') != std::string_view::npos) return malformed_header("the line does not end in CRLF");
    if (bytes.size() >= longest_line) return malformed_header("the line is too long");
    return ProxyIncomplete{1};
  }
  return parse_line(bytes.substr(0, bytes.size() - 2));
}

std::uint16_t number_at(std::string_view bytes, std::size_t place) {
  return static_cast<std::uint16_t>((static_cast<unsigned char>(bytes[place]) << 8) |
                                    static_cast<unsigned char>(bytes[place + 1]));
}

template <class Address>
std::string address_at(std::string_view bytes) {
  typename Address::bytes_type raw;
  std::copy_n(bytes.begin(), raw.size(), raw.begin());
  return Address(raw).to_string();
}

// `rest` begins with the addresses and ends with TLVs, which say nothing that is needed here.
ProxyProgress parse_addresses(unsigned char family, std::string_view rest) {
  constexpr unsigned char tcp4 = 0x11, tcp6 = 0x21;
  if (family != tcp4 && family != tcp6) return ProxyHeader{};
  const std::size_t length = family == tcp4 ? 4 : 16;
  if (rest.size() < 2 * length + 4) return malformed_header("it is too short for its addresses");
  const auto port = number_at(rest, 2 * length);
  if (family == tcp4) return ProxyHeader{Endpoint{address_at<asio::ip::address_v4>(rest), port}};
  return ProxyHeader{Endpoint{address_at<asio::ip::address_v6>(rest), port}};
}

ProxyProgress parse_binary(std::string_view bytes) {
  if (bytes.size() < binary_head) return ProxyIncomplete{binary_head - bytes.size()};
  const auto version_and_command = static_cast<unsigned char>(bytes[12]);
  constexpr unsigned char local_command = 0x20, proxy_command = 0x21;
  if (version_and_command != local_command && version_and_command != proxy_command)
    return malformed_header("its version or its command is not known");
  const std::size_t length = number_at(bytes, 14);
  if (length > longest_rest) return malformed_header(fmt::format("it has more than {} octets", longest_rest));
  if (bytes.size() < binary_head + length) return ProxyIncomplete{binary_head + length - bytes.size()};
  if (version_and_command == local_command) return ProxyHeader{};
  return parse_addresses(static_cast<unsigned char>(bytes[13]), bytes.substr(binary_head));
}

bool may_begin(std::string_view bytes, std::string_view signature) {
  return signature.starts_with(bytes.substr(0, signature.size()));
}

}  // namespace

ProxyProgress parse_proxy_header(std::string_view bytes) {
  // The shorter signature is read first: no octet is taken that may belong to something else.
  if (bytes.size() < text_signature.size() &&
      (may_begin(bytes, text_signature) || may_begin(bytes, binary_signature)))
    return ProxyIncomplete{text_signature.size() - bytes.size()};
  if (may_begin(bytes, text_signature)) return parse_text(bytes);
  if (may_begin(bytes, binary_signature)) return parse_binary(bytes);
  return malformed_header("it does not begin as the PROXY protocol does; is there a proxy that sends it?");
}

}  // namespace mailstop::net
