// The commands that are not about a message or about who the client is.
#include <fmt/format.h>

#include "protocol/smtp/command_table.hpp"
#include "protocol/smtp/line_note.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

// RFC 5321 section 4.1.1.5: drops the mail transaction, keeps HELO and AUTH.
void Session::on_rset(Cursor) {
  if (!std::holds_alternative<Connected>(state_)) enter(Ready{});
  reply({250, "2.0.0", "Ok"});
}

void Session::on_noop(Cursor) {
  reply({250, "2.0.0", "Ok"});
}

void Session::on_vrfy(Cursor) {
  reply({252, "2.0.0", "Not verified, but every recipient is accepted here"});
}

// RFC 5321 section 3.5.2: there are no lists, so the answer is as for VRFY.
void Session::on_expn(Cursor) {
  if (!settings_.expn) return refuse(unimplemented());
  reply({252, "2.0.0", "Not expanded, but every recipient is accepted here"});
}

void Session::on_help(Cursor arguments) {
  if (arguments.at_end()) {
    return reply({214, "2.0.0",
                  "Mailstop keeps every message it is sent and delivers none.\n"
                  "A message is sent by these lines, each answered before the next:\n"
                  "  EHLO client.example.com\n"
                  "  MAIL FROM:<sender@example.com>\n"
                  "  RCPT TO:<recipient@example.com>   (once for each recipient)\n"
                  "  DATA   (then header, empty line, text, and a line with only a dot)\n"
                  "  QUIT\n"
                  "Commands: EHLO HELO LHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY EXPN HELP QUIT\n"
                  "HELP and a command show how it is written and what it does."});
  }
  const auto* const row = find_command(arguments.rest());
  if (!row || row->syntax.empty()) return refuse({504, "5.5.4", "There is no help on that"});
  reply({214, "2.0.0", fmt::format("Syntax: {}\n{}", row->syntax, command_note(row->verb))});
}

void Session::on_quit(Cursor) {
  close(Ending::quit, {221, "2.0.0", "Bye"});
}

void Session::on_unimplemented(Cursor) {
  refuse(unimplemented());
}

Reply Session::unimplemented() const {
  return {502, "5.5.1", "This command is not implemented"};
}

// A browser or HTTP client on the wrong port, or a page that tries to make a browser send mail: not another
// line is read.
void Session::on_http(Cursor) {
  const auto hint = settings_.web_url.empty() ? "" : fmt::format("; the inbox is at {}", settings_.web_url);
  close(Ending::http,
        {421, "4.7.0", fmt::format("This port speaks SMTP, not HTTP{}; closing the connection", hint)});
}

}  // namespace mailstop::smtp
