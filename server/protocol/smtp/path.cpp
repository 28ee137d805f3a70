#include "protocol/smtp/path.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "protocol/smtp/address_literal.hpp"

namespace mailstop::smtp {
namespace {

bool is_utf8_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}
bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_utf8_byte(c);
}
bool is_domain_character(char c) {
  return is_alphanumeric(c) || c == '-' || c == '_';
}

// atext of RFC 5322 section 3.2.3 and the dot that Dot-string puts between atoms.
bool is_dot_string_character(char c) {
  return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

// qtextSMTP, without the two that need a backslash.
bool is_quoted_text(char c) {
  return c >= ' ' ? c != '"' && c != '\\' && c != '\x7F' : is_utf8_byte(c);
}

// dcontent = %d33-90 / %d94-126
bool is_literal_text(char c) {
  return c > ' ' && c < '\x7F' && c != '[' && c != '\\' && c != ']';
}

Rule<std::string_view> check_utf8(const Cursor& cursor, std::size_t begin, std::string_view mailbox) {
  if (is_valid_utf8(mailbox)) return mailbox;
  const auto sent = cursor.since(begin);
  const auto repaired = to_valid_utf8(std::string(sent));
  const auto bad = std::mismatch(sent.begin(), sent.end(), repaired.begin(), repaired.end()).first;
  return cursor.error_at(begin + static_cast<std::size_t>(bad - sent.begin()), "this is not valid UTF-8");
}

// Path = "<" [ A-d-l ":" ] Mailbox ">"
Rule<std::string_view> parse_path(Cursor& cursor) {
  const auto begin = cursor.offset();
  const bool is_bracketed = cursor.take('<');
  if (cursor.peek() == '@') {
    const auto route = parse_source_route(cursor);
    if (!route) return route.error();
  }
  const auto mailbox = parse_mailbox(cursor);
  if (!mailbox) return mailbox;
  if (is_bracketed && !cursor.take('>')) return cursor.expected("\">\"");
  if (!cursor.at_end() && cursor.peek() != ' ') return cursor.expected("a space or the end");
  return check_utf8(cursor, begin, *mailbox);
}

}  // namespace

Rule<std::string_view> parse_reverse_path(Cursor& cursor) {
  if (!cursor.rest().starts_with("<>")) return parse_path(cursor);
  cursor.take('<');
  cursor.take('>');
  if (!cursor.at_end() && cursor.peek() != ' ') return cursor.expected("a space or the end");
  return std::string_view();
}

Rule<std::string_view> parse_forward_path(Cursor& cursor) {
  return parse_path(cursor);
}

// A-d-l = At-domain *( "," At-domain ), and the ":" after it. RFC 5321 appendix C: accepted and ignored.
Rule<std::string_view> parse_source_route(Cursor& cursor) {
  const auto begin = cursor.offset();
  do {
    if (!cursor.take('@')) return cursor.expected("\"@\"");
    const auto domain = parse_domain(cursor);
    if (!domain) return domain;
  } while (cursor.take(','));
  if (!cursor.take(':')) return cursor.expected("\":\" after a source route");
  return cursor.since(begin);
}

// Mailbox = Local-part "@" ( Domain / address-literal )
Rule<std::string_view> parse_mailbox(Cursor& cursor) {
  const auto begin = cursor.offset();
  const auto local_part = parse_local_part(cursor);
  if (!local_part) return local_part;
  if (!cursor.take('@')) return cursor.since(begin);
  const auto domain = cursor.peek() == '[' ? parse_address_literal(cursor) : parse_domain(cursor);
  if (!domain) return domain;
  return cursor.since(begin);
}

// Local-part = Dot-string / Quoted-string
Rule<std::string_view> parse_local_part(Cursor& cursor) {
  if (cursor.peek() == '"') return parse_quoted_string(cursor);
  const auto dot_string = cursor.take_while(is_dot_string_character);
  if (dot_string.empty()) return cursor.expected("a local part");
  return dot_string;
}

// Quoted-string = DQUOTE *QcontentSMTP DQUOTE
Rule<std::string_view> parse_quoted_string(Cursor& cursor) {
  const auto begin = cursor.offset();
  if (!cursor.take('"')) return cursor.expected("a quotation mark");
  for (;;) {
    cursor.take_while(is_quoted_text);
    if (!cursor.take('\\')) break;
    if (cursor.at_end()) return cursor.expected("a character after the backslash");
    cursor.take(cursor.peek());
  }
  if (!cursor.take('"')) return cursor.expected("a closing quotation mark");
  return cursor.since(begin);
}

// Domain = sub-domain *("." sub-domain)
Rule<std::string_view> parse_domain(Cursor& cursor) {
  const auto begin = cursor.offset();
  do {
    if (cursor.take_while(is_domain_character).empty()) return cursor.expected("a domain name");
  } while (cursor.take('.'));
  return cursor.since(begin);
}

// address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) "]"
Rule<std::string_view> parse_address_literal(Cursor& cursor) {
  const auto begin = cursor.offset();
  if (!cursor.take('[')) return cursor.expected("\"[\"");
  const auto inside = cursor.offset();
  const auto literal = cursor.take_while(is_literal_text);
  if (!cursor.take(']')) return cursor.expected("\"]\"");
  if (!is_address_literal(literal)) {
    return cursor.error_at(inside, "an IPv4 address, \"IPv6:\" and an IPv6 address, or tag:text expected");
  }
  return cursor.since(begin);
}

}  // namespace mailstop::smtp
