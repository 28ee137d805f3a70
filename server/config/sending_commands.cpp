#include "config/sending_commands.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "config/option_values.hpp"
#include "config/sendmail_arguments.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

constexpr std::pair<Text, SecureSmtp> tls_modes[] = {
    {"off", SecureSmtp::off}, {"starttls", SecureSmtp::starttls}, {"implicit", SecureSmtp::implicit}};

Send& send_of(Command& command) {
  return std::get<Send>(command);
}

template <std::string Send::*member>
Result<void> keep_text(Command& command, Text value) {
  send_of(command).*member = value;
  return {};
}

template <std::vector<std::string> Send::*member>
Result<void> add_text(Command& command, Text value) {
  if (trim(value).empty()) return invalid_argument("the text is empty");
  (send_of(command).*member).emplace_back(value);
  return {};
}

Result<void> add_header(Command& command, Text value) {
  const auto colon = value.find(':');
  if (colon == Text::npos || colon == 0) return invalid_argument("write a header as \"X-Order: 4711\"");
  send_of(command).headers.emplace_back(value.substr(0, colon), trim(value.substr(colon + 1)));
  return {};
}

const std::vector<CommandOption>& message_options() {
  static const std::vector<CommandOption> options = {
      {{"from", "ADDRESS", Arity::once, "mailstop@example.test", "who writes"}, keep_text<&Send::from>},
      {{"to", "ADDRESS", Arity::repeatable, "", "to whom; one or more addresses"}, add_text<&Send::to>},
      {{"cc", "ADDRESS", Arity::repeatable, "", "and to whom a copy"}, add_text<&Send::cc>},
      {{"bcc", "ADDRESS", Arity::repeatable, "", "to whom a hidden copy"}, add_text<&Send::bcc>},
      {{"sender", "ADDRESS", Arity::once, "that of --from",
        "the sender of the envelope; empty is the null sender of bounces"},
       [](Command& c, Text v) -> Result<void> {
         send_of(c).sender = v;
         return {};
       }},
      {{"subject", "TEXT", Arity::once, "", "the subject"}, keep_text<&Send::subject>},
      {{"text", "TEXT|@FILE", Arity::once, "", "the text, or the file that holds it; @- is standard input"},
       keep_text<&Send::text>},
      {{"html", "TEXT|@FILE", Arity::once, "", "the same in HTML"}, keep_text<&Send::html>},
      {{"attach", "FILE", Arity::repeatable, "", "attach this file"}, add_text<&Send::attachments>},
      {{"header", "NAME: VALUE", Arity::repeatable, "", "add this header"}, add_header},
      {{"raw", "FILE", Arity::once, "",
        "send this message as it is instead of one that is composed; - is standard input"},
       keep_text<&Send::raw_file>},
      {{"count", "N", Arity::once, "1", "send it so many times over one connection"},
       [](Command& c, Text v) { return set_count<std::uint64_t>(send_of(c).count, v, 1); }},
  };
  return options;
}

const std::vector<CommandOption>& connection_options() {
  static const std::vector<CommandOption> options = {
      {{"smtp", "HOST:PORT", Arity::once,
        "127.0.0.1:1025, 1465 with --tls=implicit; MAILSTOP_SMTP_HOST and MAILSTOP_SMTP_PORT",
        "where the SMTP server is"},
       [](Command& c, Text v) { return set(send_of(c).server, parse_smtp_remote(v)); }},
      {{"tls", "off|starttls|implicit", Arity::once, "off", "encrypt: on demand, or from the first byte"},
       [](Command& c, Text v) { return set_choice(send_of(c).tls, v, tls_modes); }},
      {{"ca", "FILE", Arity::once, "the system's",
        "with --tls, trust the certificates of this CA in PEM; `mailstop ca` prints the server's"},
       keep_text<&Send::ca_file>,
       "MAILSTOP_CA"},
      {{"insecure", "", Arity::flag, "off", "with --tls, trust every certificate"},
       [](Command& c, Text) -> Result<void> {
         send_of(c).is_verified = false;
         return {};
       }},
      {{"user", "NAME", Arity::once, "none", "log in as this user"}, keep_text<&Send::user>},
      {{"password", "TEXT", Arity::once, "", "with this password"}, keep_text<&Send::password>},
      {{"helo", "NAME", Arity::once, "localhost", "the name that is said in EHLO"}, keep_text<&Send::helo>},
      {{"json", "", Arity::flag, "", "print a line of JSON for each mail"},
       [](Command& c, Text) -> Result<void> {
         send_of(c).json = true;
         return {};
       }},
  };
  return options;
}

std::vector<CommandOption> send_options() {
  auto all = message_options();
  const auto& connection = connection_options();
  all.insert(all.end(), connection.begin(), connection.end());
  return all;
}

Result<void> check_send(const Command& command) {
  const auto& send = std::get<Send>(command);
  if (send.to.empty() && send.cc.empty() && send.bcc.empty())
    return invalid_argument("say to whom, with --to, --cc or --bcc");
  const bool is_composed = !send.subject.empty() || !send.text.empty() || !send.html.empty() ||
                           !send.attachments.empty() || !send.headers.empty();
  if (!send.raw_file.empty() && is_composed)
    return invalid_argument(
        "--raw is a whole message: --subject, --text, --html, --attach and --header do not go with it");
  if (!send.password.empty() && send.user.empty()) return invalid_argument("--password goes with --user");
  return {};
}

Command read_sendmail(const std::vector<std::string>& arguments, const Environment& environment) {
  constexpr int ex_usage = 64;  // of sysexits.h
  auto command = parse_sendmail_arguments(arguments, environment);
  if (!command) return Finish{ex_usage, fmt::format("sendmail: {}\n", command.error().message)};
  return std::move(*command);
}

Result<void> is_read_elsewhere(Command&, Text) {
  return {};
}

}  // namespace

CommandInfo send_command() {
  return {
      "send",
      "compose a mail and send it over SMTP",
      "Prints the server's reply to each mail. Ends with 0 when the server took it for every recipient, "
      "with 1 when it refused it for any, and with 69 when the server is not reachable or the "
      "connection broke.",
      TakesSettings::no,
      no_operand,
      send_options(),
      {{"a first mail", "mailstop send --to alice@example.test --subject Hello --text \"It works.\""},
       {"with HTML and a file",
        "mailstop send --to alice@example.test --subject Invoice --html @invoice.html --attach invoice.pdf"},
       {"a message that is a file already", "mailstop send --to alice@example.test --raw mail.eml"},
       {"logged in, over TLS",
        "mailstop send --tls=starttls --ca ca.pem --user app --password secret --to alice@example.test"}},
      []() -> Command { return Send{}; },
      check_send};
}

CommandInfo sendmail_command() {
  return {
      "sendmail",
      "be the sendmail of programs that call one: PHP, cron, git",
      "Reads a message from standard input and gives it to an SMTP server. Takes the arguments of sendmail: "
      "-t (recipients from the header, Bcc is removed), -i and -oi (a line with a dot is text), -f and -r "
      "ADDRESS, -F NAME, -bs (SMTP on standard input and output), -v, recipients; others are taken and mean "
      "nothing. Also when the program is called sendmail, catchmail or mhsendmail. From, Date and Message-ID "
      "are added when they are missing. Ends with the numbers of sysexits.h: 64 a mistake in the arguments, "
      "65 no usable message, 69 refused, 75 not now.",
      TakesSettings::no,
      no_operand,
      {{{"smtp-addr", "HOST:PORT", Arity::once, "127.0.0.1:1025; MAILSTOP_SMTP_HOST and MAILSTOP_SMTP_PORT",
         "where the SMTP server is"},
        is_read_elsewhere}},
      {{"PHP, in php.ini", "sendmail_path = \"/usr/local/bin/mailstop sendmail -t -i\""},
       {"by hand", "mailstop sendmail -f app@example.test alice@example.test < mail.eml"},
       {"for all programs of a container", "ln -s /usr/local/bin/mailstop /usr/sbin/sendmail"}},
      []() -> Command { return Sendmail{}; },
      nullptr,
      read_sendmail};
}

}  // namespace mailstop::config
