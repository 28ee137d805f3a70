// The parameters behind the address of MAIL and RCPT (RFC 5321 section 4.1.1.11) and what each means.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mail/envelope.hpp"
#include "protocol/smtp/cursor.hpp"
#include "protocol/smtp/reply.hpp"

namespace mailstop::smtp {

struct Parameter {
  std::string_view keyword;
  std::optional<std::string_view> value;  // none without "="
};

// *( SP esmtp-keyword [ "=" esmtp-value ] ), to the end of the line
Rule<std::vector<Parameter>> parse_parameters(Cursor& cursor);

struct MailParameters {
  std::optional<std::uint64_t> size;                // RFC 1870
  mail::BodyType body = mail::BodyType::seven_bit;  // RFC 6152
  bool smtputf8 = false;                            // RFC 6531
};

// xtext of RFC 3461 section 4: printable ASCII without "+" and "=", and "+" with two upper-case hex digits.
bool is_xtext(std::string_view text);

// 555 for a parameter that is not known, 501 for a value that is not allowed or a keyword given twice.
boost::system::result<MailParameters, Reply> to_mail_parameters(const std::vector<Parameter>& parameters);

}  // namespace mailstop::smtp
