#include "protocol/smtp/xclient.hpp"

#include <charconv>

#include "base/text.hpp"
#include "protocol/smtp/address_literal.hpp"
#include "protocol/smtp/xtext.hpp"

namespace mailstop::smtp {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_not_space(char c) {
  return c != ' ';
}

bool set_address(std::string value, XclientAttributes& attributes) {
  if (starts_with_ignoring_case(value, "IPV6:")) value.erase(0, 5);
  attributes.address = value;
  return value.empty() || is_ipv4_address(value) || is_ipv6_address(value);
}

bool set_port(std::string value, XclientAttributes& attributes) {
  attributes.port = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), *attributes.port);
  return value.empty() || (error == std::errc() && end == value.data() + value.size());
}

bool set_helo(std::string value, XclientAttributes& attributes) {
  attributes.helo = std::move(value);
  return true;
}

bool set_login(std::string value, XclientAttributes& attributes) {
  attributes.login = std::move(value);
  return true;
}

bool ignore(std::string, XclientAttributes&) {
  return true;
}

struct Row {
  std::string_view name;
  bool (*set)(std::string value, XclientAttributes& attributes);
};
constexpr Row rows[] = {{"ADDR", set_address}, {"PORT", set_port},  {"HELO", set_helo},
                        {"LOGIN", set_login},  {"NAME", ignore},    {"PROTO", ignore},
                        {"DESTADDR", ignore},  {"DESTPORT", ignore}};

const Row* find_row(std::string_view name) {
  for (const auto& row : rows) {
    if (equals_ignoring_case(row.name, name)) return &row;
  }
  return nullptr;
}

// The decoded value; the two words for "not known" are "".
Rule<std::string> parse_value(Cursor& cursor) {
  const auto begin = cursor.offset();
  const auto value = cursor.take_while(is_not_space);
  if (value.empty()) return cursor.expected("a value");
  if (value == "[UNAVAILABLE]" || value == "[TEMPUNAVAIL]") return std::string();
  if (const auto fault = find_xtext_fault(value); fault != std::string_view::npos)
    return cursor.error_at(begin + fault, "xtext expected");
  auto decoded = decode_xtext(value);
  if (!is_valid_utf8(decoded) || escape_controls(decoded) != decoded)
    return cursor.error_at(begin, "clean text expected");
  return decoded;
}

}  // namespace

Rule<XclientAttributes> parse_xclient(Cursor& cursor) {
  XclientAttributes attributes;
  for (cursor.skip_spaces(); !cursor.at_end(); cursor.skip_spaces()) {
    const auto begin = cursor.offset();
    const auto* const row = find_row(cursor.take_while(is_name_character));
    if (!row)
      return cursor.error_at(begin, "ADDR, PORT, HELO, LOGIN, NAME, PROTO, DESTADDR or DESTPORT expected");
    if (!cursor.take('=')) return cursor.expected("\"=\"");
    const auto value_at = cursor.offset();
    auto value = parse_value(cursor);
    if (!value) return value.error();
    if (!row->set(std::move(*value), attributes))
      return cursor.error_at(value_at, "this is no address or port");
  }
  return attributes;
}

}  // namespace mailstop::smtp
