#include "protocol/smtp/command_table.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "protocol/smtp/mail_parameters.hpp"
#include "protocol/smtp/rcpt_parameters.hpp"

namespace mailstop::smtp {

const Session::CommandRow* Session::find_command(std::string_view verb) {
  using enum Argument;
  using enum Access;
  static constexpr auto unimplemented = &Session::on_unimplemented;
  static constexpr auto http = &Session::on_http;
  static constexpr std::array<CommandRow, 30> rows = {{
      {"HELO", in_any, required, always, 0, "HELO <your host name>", &Session::on_helo},
      {"EHLO", in_any, required, always, 0, "EHLO <your host name>", &Session::on_ehlo},
      {"LHLO", in_any, required, always, 0, "LHLO <your host name>", &Session::on_lhlo},
      {"MAIL", in_ready, required, authenticated, mail_extra_octets, "MAIL FROM:<sender> [parameters]",
       &Session::on_mail},
      {"RCPT", in_transaction, required, authenticated, rcpt_extra_octets, "RCPT TO:<recipient> [parameters]",
       &Session::on_rcpt},
      {"DATA", in_transaction, none, authenticated, 0, "DATA", &Session::on_data},
      // What BDAT counts must be taken whatever is wrong, so its handler looks at the state itself.
      {"BDAT", in_any, optional, always, 0, "BDAT <octets> [LAST]", &Session::on_bdat},
      {"RSET", in_any, none, open, 0, "RSET", &Session::on_rset},
      {"NOOP", in_any, optional, always, 0, "NOOP [text]", &Session::on_noop},
      {"VRFY", in_any, required, authenticated, 10, "VRFY <address>", &Session::on_vrfy},
      {"EXPN", in_any, required, authenticated, 10, "EXPN <list>", &Session::on_expn},
      {"HELP", in_any, optional, open, 0, "HELP [command]", &Session::on_help},
      {"QUIT", in_any, none, always, 0, "QUIT", &Session::on_quit},
      {"AUTH", in_ready, required, open, sasl_line_octets, "AUTH <mechanism> [initial response]",
       &Session::on_auth},
      {"STARTTLS", in_connected | in_ready, none, always, 0, "STARTTLS", &Session::on_starttls},
      {"XCLIENT", in_connected | in_ready, required, open, 0, "XCLIENT <name>=<value> ...",
       &Session::on_xclient},
      {"ETRN", in_any, optional, open, 0, "", unimplemented},
      {"ATRN", in_any, optional, open, 0, "", unimplemented},
      {"TURN", in_any, optional, open, 0, "", unimplemented},
      {"SEND", in_any, optional, open, 0, "", unimplemented},
      {"SOML", in_any, optional, open, 0, "", unimplemented},
      {"SAML", in_any, optional, open, 0, "", unimplemented},
      {"GET", in_any, optional, always, 4096, "", http},
      {"HEAD", in_any, optional, always, 4096, "", http},
      {"POST", in_any, optional, always, 4096, "", http},
      {"PUT", in_any, optional, always, 4096, "", http},
      {"PATCH", in_any, optional, always, 4096, "", http},
      {"DELETE", in_any, optional, always, 4096, "", http},
      {"OPTIONS", in_any, optional, always, 4096, "", http},
      {"CONNECT", in_any, optional, always, 4096, "", http},
  }};
  const auto has_verb = [verb](const CommandRow& row) { return equals_ignoring_case(row.verb, verb); };
  const auto row = std::find_if(rows.begin(), rows.end(), has_verb);
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace mailstop::smtp
