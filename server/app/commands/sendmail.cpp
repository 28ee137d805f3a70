#include "app/commands/sendmail.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <sysexits.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "app/commands/input_file.hpp"
#include "app/commands/smtp_delivery.hpp"
#include "app/commands/smtp_relay.hpp"
#include "app/commands/terminal.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "mail/address_list.hpp"
#include "mail/submitted_message.hpp"
#include "protocol/smtp_client/data_lines.hpp"

namespace mailstop::app {
namespace {

using smtp_client::MailResult;
using smtp_client::Outgoing;

int fail_sendmail(int status, std::string_view message) {
  fmt::print(stderr, "sendmail: {}\n", safe_text(message));
  return status;
}

std::string host_name() {
  std::array<char, 256> name{};
  const auto fits = [](char c) {
    return is_digit(c) || c == '.' || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  const std::string text(name.data());
  return !text.empty() && std::all_of(text.begin(), text.end(), fits) ? text : "localhost";
}

std::string user_name() {
  const auto* const entry = ::getpwuid(::geteuid());
  return entry ? entry->pw_name : std::to_string(::geteuid());
}

// A name without a domain is one of this machine.
std::string with_domain(const std::string& address) {
  return address.find('@') == std::string::npos ? fmt::format("{}@{}", address, host_name()) : address;
}

mail::SubmissionDefaults defaults_of(const config::Sendmail& command, const std::string& sender) {
  mail::SubmissionDefaults defaults;
  const auto address = sender.empty() ? fmt::format("{}@{}", user_name(), host_name()) : sender;
  defaults.from = command.full_name.empty()
                      ? address
                      : fmt::format("{} <{}>", mail::to_display_name(command.full_name), address);
  defaults.date = mail::to_header_date(std::time(nullptr));
  std::string hexadecimal;
  for (const char byte : random_bytes(12))
    hexadecimal += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  defaults.message_id = fmt::format("<{}@{}>", hexadecimal, host_name());
  return defaults;
}

// Without -i a line that is only a dot ends the message.
std::string_view cut_at_dot(std::string_view message) {
  if (message.starts_with(".\r\n") || message == ".") return {};
  const auto dot = message.find("\r\n.\r\n");
  return dot == message.npos ? message : message.substr(0, dot + 2);
}

Result<std::vector<std::string>> read_recipients(const std::vector<std::string>& arguments,
                                                 std::vector<std::string> recipients) {
  for (const auto& argument : arguments) {
    std::vector<mail::Address> addresses;
    mail::Defects ignored;
    mail::read_addresses(argument, addresses, ignored);
    for (auto& address : addresses) {
      if (address.address.empty())
        return invalid_argument(fmt::format("\"{}\" is no address", safe_line(argument)));
      recipients.push_back(std::move(address.address));
    }
  }
  std::vector<std::string> complete;
  for (const auto& recipient : recipients) {
    if (recipient.find_first_of("<>\r\n ") != std::string::npos && !recipient.starts_with('"'))
      return invalid_argument(fmt::format("\"{}\" is no address", safe_line(recipient)));
    auto address = with_domain(recipient);
    if (std::find(complete.begin(), complete.end(), address) == complete.end())
      complete.push_back(std::move(address));
  }
  return complete;
}

int status_of(const smtp_client::Reply& reply) {
  return reply.is_temporary() ? EX_TEMPFAIL : EX_UNAVAILABLE;
}

int submit(const config::Sendmail& command, const Outgoing& outgoing) {
  SmtpDelivery delivery;
  delivery.server = command.server;
  delivery.helo = host_name();
  int status = EX_OK;
  bool is_first = true;
  auto next = [&](const std::optional<MailResult>& last) -> std::optional<Outgoing> {
    if (std::exchange(is_first, false)) return outgoing;
    for (const auto& [recipient, reply] : last->refused_recipients)
      status = fail_sendmail(status_of(reply), fmt::format("<{}> {}", recipient, to_text(reply)));
    if (last->is_accepted && command.is_verbose) fmt::print("{}\n", safe_line(to_text(last->reply)));
    if (!last->is_accepted && last->refused_recipients.size() < outgoing.recipients.size())
      status = fail_sendmail(status_of(last->reply), to_text(last->reply));
    return std::nullopt;
  };
  const auto failure = deliver(delivery, next);
  if (!failure) return fail_sendmail(EX_CONFIG, failure.error().message);
  if (!*failure) return status;
  return fail_sendmail((*failure)->is_temporary ? EX_TEMPFAIL : EX_UNAVAILABLE, (*failure)->message);
}

}  // namespace

int submit_mail(const config::Sendmail& command) {
  SmtpDelivery delivery;
  delivery.server = command.server;
  if (command.relays_bytes) return relay_smtp(endpoint_of(delivery));
  const auto input = read_input("-");
  if (!input) return fail_sendmail(EX_NOINPUT, input.error().message);
  const auto lines = smtp_client::to_crlf(*input);
  const auto text = command.ends_at_dot ? cut_at_dot(lines) : std::string_view(lines);
  if (command.sender && command.sender->find_first_of("<>\r\n") != std::string::npos)
    return fail_sendmail(EX_USAGE, fmt::format("\"{}\" is no address", *command.sender));
  const auto local = fmt::format("{}@{}", user_name(), host_name());
  const auto sender = !command.sender ? local : command.sender->empty() ? "" : with_domain(*command.sender);
  const auto source =
      command.has_recipients_in_header ? mail::RecipientSource::header : mail::RecipientSource::arguments;
  auto prepared = mail::prepare_submission(text, source, defaults_of(command, sender));
  if (!prepared.unreadable.empty())
    return fail_sendmail(
        EX_DATAERR, fmt::format("the header names \"{}\", which is no address", prepared.unreadable.front()));
  auto recipients = read_recipients(command.recipients, std::move(prepared.recipients));
  if (!recipients) return fail_sendmail(EX_DATAERR, recipients.error().message);
  if (recipients->empty())
    return fail_sendmail(EX_USAGE, command.has_recipients_in_header
                                       ? "the header names no recipient, and no argument does"
                                       : "no recipient is named: say who, or use -t");
  const Outgoing outgoing{sender, std::move(*recipients), std::move(prepared.message)};
  return submit(command, outgoing);
}

}  // namespace mailstop::app
