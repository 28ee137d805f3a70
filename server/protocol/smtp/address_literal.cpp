#include "protocol/smtp/address_literal.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

constexpr std::size_t ipv6_groups = 8;

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_tag_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

// Snum = 1*3DIGIT, 0 to 255
bool is_snum(std::string_view text) {
  if (text.empty() || text.size() > 3 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  return text.size() < 3 || text <= "255";
}

// IPv6-hex = 1*4HEXDIG
bool is_ipv6_hex(std::string_view text) {
  return !text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), is_hex_digit);
}

// Counts the 16-bit groups of "1:2:192.0.2.1"; more than a whole address when something is not a group. An
// IPv4 address counts for two and may only end the text.
std::size_t count_groups(std::string_view text, bool ends_address) {
  if (text.empty()) return 0;
  const auto fields = split(text, ':');
  std::size_t groups = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool may_be_ipv4 = ends_address && i + 1 == fields.size();
    if (is_ipv6_hex(fields[i])) {
      groups += 1;
    } else if (may_be_ipv4 && is_ipv4_address(fields[i])) {
      groups += 2;
    } else {
      return ipv6_groups + 1;
    }
  }
  return groups;
}

}  // namespace

bool is_ipv4_address(std::string_view text) {
  const auto fields = split(text, '.');
  return fields.size() == 4 && std::all_of(fields.begin(), fields.end(), is_snum);
}

// IPv6-full, IPv6-comp, IPv6v4-full and IPv6v4-comp; "::" stands for one group or more (RFC 4291), not only
// for two.
bool is_ipv6_address(std::string_view text) {
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, true) == ipv6_groups;
  return count_groups(text.substr(0, gap), false) + count_groups(text.substr(gap + 2), true) < ipv6_groups;
}

bool is_general_address(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto tag = text.substr(0, colon);
  return tag.back() != '-' && std::all_of(tag.begin(), tag.end(), is_tag_character);
}

bool is_address_literal(std::string_view text) {
  if (is_ipv4_address(text)) return true;
  if (starts_with_ignoring_case(text, "IPv6:")) return is_ipv6_address(text.substr(5));
  return is_general_address(text);
}

}  // namespace mailstop::smtp
