#include "protocol/smtp/mail_parameters.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "protocol/smtp/xtext.hpp"

namespace mailstop::smtp {
namespace {

constexpr Misfit good = std::nullopt;

bool is_clean_text(std::string_view text) {
  return is_valid_utf8(text) && escape_controls(text) == text;
}

// RFC 1870 section 6: size-value = 1*20DIGIT. More than 64 bits is as much too large as the largest number.
Misfit set_size(std::string_view value, MailParameters& parameters) {
  const auto bad = std::find_if_not(value.begin(), value.end(), is_digit);
  if (bad != value.end()) return static_cast<std::size_t>(bad - value.begin());
  if (value.size() > 20) return 20;
  std::uint64_t size = 0;
  const auto error = std::from_chars(value.data(), value.data() + value.size(), size).ec;
  parameters.size = error == std::errc() ? size : std::numeric_limits<std::uint64_t>::max();
  return good;
}

// RFC 6152 section 2
Misfit set_eight_bit_body(std::string_view value, MailParameters& parameters) {
  const bool is_eight_bit = equals_ignoring_case(value, "8BITMIME");
  if (is_eight_bit) parameters.body = mail::BodyType::eight_bit_mime;
  return is_eight_bit || equals_ignoring_case(value, "7BIT") ? good : 0;
}

// RFC 3030 section 3: one value more
Misfit set_any_body(std::string_view value, MailParameters& parameters) {
  if (!equals_ignoring_case(value, "BINARYMIME")) return set_eight_bit_body(value, parameters);
  parameters.body = mail::BodyType::binary_mime;
  return good;
}

// RFC 6531 section 3.4: no value
Misfit set_smtputf8(std::string_view, MailParameters& parameters) {
  parameters.smtputf8 = true;
  return good;
}

// RFC 4954 section 5: who the client says has sent it; recorded, and nothing follows from it.
Misfit set_auth(std::string_view value, MailParameters& parameters) {
  if (const auto fault = find_xtext_fault(value); fault != std::string_view::npos) return fault;
  parameters.auth_sender = decode_xtext(value);
  return is_clean_text(parameters.auth_sender) ? good : 0;
}

// RFC 3461 section 4.3
Misfit set_return_content(std::string_view value, MailParameters& parameters) {
  for (const auto* word : {"FULL", "HDRS"}) {
    if (equals_ignoring_case(value, word)) parameters.return_content = word;
  }
  return parameters.return_content.empty() ? Misfit(0) : good;
}

// RFC 3461 section 4.4: at most 100 characters
Misfit set_envelope_id(std::string_view value, MailParameters& parameters) {
  if (const auto fault = find_xtext_fault(value); fault != std::string_view::npos) return fault;
  if (value.size() > 100) return 100;
  parameters.envelope_id = decode_xtext(value);
  return is_clean_text(parameters.envelope_id) ? good : 0;
}

// RFC 8689 section 2: no value
Misfit set_require_tls(std::string_view, MailParameters& parameters) {
  parameters.require_tls = true;
  return good;
}

// RFC 2852 section 4: by-time ";" by-mode [by-trace]; "R" (return) wants a time that is still to come.
Misfit set_deliver_by(std::string_view value, MailParameters& parameters) {
  Cursor cursor(value);
  const bool is_past = cursor.peek() == '-';
  if (is_past || cursor.peek() == '+') cursor.take(cursor.peek());
  const auto digits = cursor.take_while(is_digit);
  if (digits.empty() || digits.size() > 9 || !cursor.take(';')) return cursor.offset();
  const bool may_return = !is_past && digits.find_first_not_of('0') != std::string_view::npos;
  const auto mode = to_lower_ascii(cursor.rest());
  const bool returns = mode == "r" || mode == "rt";
  if (!returns && mode != "n" && mode != "nt") return cursor.offset();
  if (returns && !may_return) return 0;
  parameters.deliver_by = std::string(value.substr(0, cursor.offset())) + (returns ? "R" : "N");
  if (mode.ends_with('t')) parameters.deliver_by += 'T';
  return good;
}

// RFC 6710 section 4: -9 to 9
Misfit set_priority(std::string_view value, MailParameters& parameters) {
  const bool is_negative = value.starts_with('-');
  const auto digit = value.substr(is_negative ? 1 : 0);
  if (digit.size() != 1 || !is_digit(digit[0]) || (is_negative && digit[0] == '0'))
    return is_negative ? 1 : 0;
  parameters.priority = is_negative ? '0' - digit[0] : digit[0] - '0';
  return good;
}

// RFC 4865 section 4: seconds, at most nine digits; not together with HOLDUNTIL
Misfit set_hold_for(std::string_view value, MailParameters& parameters) {
  std::uint32_t seconds = 0;
  const auto bad = std::find_if_not(value.begin(), value.end(), is_digit);
  if (bad != value.end()) return static_cast<std::size_t>(bad - value.begin());
  if (value.size() > 9 || parameters.release) return 0;
  std::from_chars(value.data(), value.data() + value.size(), seconds);
  parameters.release = std::chrono::seconds(seconds);
  return good;
}

// RFC 4865 section 4, erratum 2040: date-time of RFC 3339
Misfit set_hold_until(std::string_view value, MailParameters& parameters) {
  const auto time = parse_rfc3339(value);
  if (!time || value.find_first_of("Tt") == std::string_view::npos || parameters.release) return 0;
  parameters.release = *time;
  return good;
}

using enum Extension;
using Row = ParameterRow<MailParameters>;

constexpr Row rows[] = {
    {"SIZE", size, Takes::value, "SIZE=<bytes>", set_size},
    {"BODY", binary_mime, Takes::value, "BODY=7BIT, BODY=8BITMIME or BODY=BINARYMIME", set_any_body},
    {"BODY", eight_bit_mime, Takes::value, "BODY=7BIT or BODY=8BITMIME", set_eight_bit_body},
    {"SMTPUTF8", smtputf8, Takes::nothing, "SMTPUTF8 without a value", set_smtputf8},
    {"AUTH", auth, Takes::value, "AUTH=<xtext> or AUTH=<>", set_auth},
    {"RET", dsn, Takes::value, "RET=FULL or RET=HDRS", set_return_content},
    {"ENVID", dsn, Takes::value, "ENVID=<xtext of at most 100 characters>", set_envelope_id},
    {"REQUIRETLS", require_tls, Takes::nothing, "REQUIRETLS without a value", set_require_tls},
    {"BY", deliver_by, Takes::value, "BY=<seconds>;R, more than 0, or BY=<seconds>;N", set_deliver_by},
    {"MT-PRIORITY", mt_priority, Takes::value, "MT-PRIORITY=<-9 to 9>", set_priority},
    {"HOLDFOR", future_release, Takes::value, "HOLDFOR=<seconds> without HOLDUNTIL", set_hold_for},
    {"HOLDUNTIL", future_release, Takes::value, "HOLDUNTIL=<date-time> without HOLDFOR", set_hold_until},
};

}  // namespace

boost::system::result<MailParameters, Reply> to_mail_parameters(const Cursor& cursor,
                                                                const std::vector<Parameter>& parameters,
                                                                const ExtensionSet& offered) {
  return apply_parameters<MailParameters>("MAIL", cursor, parameters, rows, offered);
}

}  // namespace mailstop::smtp
