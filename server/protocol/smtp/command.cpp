#include "protocol/smtp/command.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "protocol/smtp/path.hpp"

namespace mailstop::smtp {
namespace {

Reply syntax_reply(std::string status, const SyntaxError& error) {
  return {501, std::move(status), fmt::format("Syntax error in column {}: {}", error.column, error.message)};
}

// "FROM:" or "TO:"; spaces around the colon do no harm and are common.
Rule<void> parse_preposition(Cursor& cursor, std::string_view word) {
  const auto what = fmt::format("{}:<address>", word);
  cursor.skip_spaces();
  if (!starts_with_ignoring_case(cursor.rest(), word)) return cursor.expected(what);
  Cursor behind = cursor;
  for (std::size_t i = 0; i < word.size(); ++i) behind.take(behind.peek());
  behind.skip_spaces();
  if (!behind.take(':')) return behind.expected("\":\"");
  behind.skip_spaces();
  cursor = behind;
  return {};
}

}  // namespace

// RFC 5321 section 4.1.1.2: "MAIL FROM:" Reverse-path [SP Mail-parameters]
Parsed<MailCommand> parse_mail(Cursor& cursor, const ExtensionSet& offered) {
  const auto preposition = parse_preposition(cursor, "FROM");
  if (!preposition) return syntax_reply("5.5.2", preposition.error());
  const auto path = parse_reverse_path(cursor);
  if (!path) return syntax_reply("5.1.7", path.error());
  const auto parameters = parse_parameters(cursor);
  if (!parameters) return syntax_reply("5.5.4", parameters.error());
  auto values = to_mail_parameters(cursor, *parameters, offered);
  if (!values) return values.error();
  return MailCommand{std::string(*path), std::move(*values)};
}

// RFC 5321 section 4.1.1.3: "RCPT TO:" Forward-path [SP Rcpt-parameters]
Parsed<RcptCommand> parse_rcpt(Cursor& cursor, const ExtensionSet& offered) {
  const auto preposition = parse_preposition(cursor, "TO");
  if (!preposition) return syntax_reply("5.5.2", preposition.error());
  const auto path = parse_forward_path(cursor);
  if (!path) return syntax_reply("5.1.3", path.error());
  const auto parameters = parse_parameters(cursor);
  if (!parameters) return syntax_reply("5.5.4", parameters.error());
  auto values = to_rcpt_parameters(cursor, *parameters, offered);
  if (!values) return values.error();
  return RcptCommand{std::string(*path), std::move(*values)};
}

// RFC 3030 section 2: "BDAT" SP chunk-size [SP "LAST"]; chunk-size = 1*DIGIT
Parsed<BdatCommand> parse_bdat(Cursor& cursor) {
  BdatCommand command;
  cursor.skip_spaces();
  const auto begin = cursor.offset();
  const auto digits = cursor.take_while([](char c) { return c >= '0' && c <= '9'; });
  const auto* const end = digits.data() + digits.size();
  const auto error = std::from_chars(digits.data(), end, command.octets).ec;
  if (digits.empty() || error != std::errc())
    return syntax_reply("5.5.4", cursor.error_at(begin, "a number of octets expected"));
  if (!cursor.at_end() && cursor.peek() != ' ') return syntax_reply("5.5.4", cursor.expected("a space"));
  cursor.skip_spaces();
  if (cursor.at_end()) return command;
  if (!equals_ignoring_case(cursor.rest(), "LAST"))
    return syntax_reply("5.5.4", cursor.expected("LAST or the end"));
  command.is_last = true;
  return command;
}

// RFC 4954 section 4: "AUTH" SP sasl-mech [SP initial-response]
Parsed<AuthCommand> parse_auth(Cursor& cursor) {
  const auto is_not_space = [](char c) { return c != ' '; };
  AuthCommand command;
  cursor.skip_spaces();
  command.mechanism = cursor.take_while(is_not_space);
  cursor.skip_spaces();
  if (cursor.at_end()) return command;
  command.initial_response = cursor.take_while(is_not_space);
  cursor.skip_spaces();
  if (!cursor.at_end())
    return syntax_reply("5.5.4", cursor.error_at(cursor.offset(), "the initial response is one word"));
  return command;
}

std::size_t find_control(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte < 0x20 || byte == 0x7F) return i;
    if (byte == 0xC2 && i + 1 < line.size() && (static_cast<unsigned char>(line[i + 1]) & 0xE0) == 0x80)
      return i;
  }
  return std::string_view::npos;
}

}  // namespace mailstop::smtp
