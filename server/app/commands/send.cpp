#include "app/commands/send.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/commands/exit_status.hpp"
#include "app/commands/input_file.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/smtp_delivery.hpp"
#include "app/commands/terminal.hpp"
#include "app/environment.hpp"
#include "config/sendmail_arguments.hpp"
#include "mail/composition.hpp"
#include "protocol/smtp_client/data_lines.hpp"

namespace mailstop::app {
namespace {

using mail::Address;
using smtp_client::MailResult;
using smtp_client::Outgoing;

Result<void> read_addresses_of(const std::vector<std::string>& lists, std::vector<Address>& addresses) {
  for (const auto& list : lists) {
    auto read = mail::parse_address_list(list);
    if (!read) return read.error();
    addresses.insert(addresses.end(), read->begin(), read->end());
  }
  return {};
}

// "@FILE" is what it holds.
Result<std::string> read_text(const std::string& value) {
  if (!value.starts_with('@')) return value;
  return read_input(value.substr(1));
}

Result<void> read_bodies(const config::Send& command, mail::Composition& composition) {
  auto text = read_text(command.text);
  if (!text) return text.error();
  auto html = read_text(command.html);
  if (!html) return html.error();
  composition.text = std::move(*text);
  composition.html = std::move(*html);
  for (const auto& path : command.attachments) {
    auto content = read_input(path);
    if (!content) return content.error();
    composition.attachments.push_back(
        {std::filesystem::path(path).filename().string(), "", "", std::move(*content)});
  }
  return {};
}

Result<mail::Composition> read_composition(const config::Send& command) {
  mail::Composition composition;
  if (auto read = read_addresses_of({command.from}, composition.from); !read) return read.error();
  if (auto read = read_addresses_of(command.to, composition.to); !read) return read.error();
  if (auto read = read_addresses_of(command.cc, composition.cc); !read) return read.error();
  if (auto read = read_addresses_of(command.bcc, composition.bcc); !read) return read.error();
  composition.subject = command.subject;
  composition.headers = command.headers;
  if (auto read = read_bodies(command, composition); !read) return read.error();
  return composition;
}

Result<Outgoing> read_envelope(const config::Send& command, const mail::Composition& composition) {
  Outgoing outgoing;
  outgoing.sender = composition.from.front().address;
  if (command.sender) {
    outgoing.sender.clear();
    std::vector<Address> sender;
    if (!command.sender->empty()) {
      if (auto read = read_addresses_of({*command.sender}, sender); !read) return read.error();
      outgoing.sender = sender.front().address;
    }
  }
  for (const auto* list : {&composition.to, &composition.cc, &composition.bcc}) {
    for (const auto& address : *list) outgoing.recipients.push_back(address.address);
  }
  return outgoing;
}

// What people keep as .eml has often lost its CRs; a file that has some has meant those that it has.
Result<std::string> read_raw(const std::string& path) {
  auto raw = read_input(path);
  if (!raw || raw->find("\r\n") != std::string::npos) return raw;
  return smtp_client::to_crlf(*raw);
}

class SendRun {
 public:
  SendRun(const config::Send& command, mail::Composition composition, Outgoing outgoing)
      : command_(command), composition_(std::move(composition)), outgoing_(std::move(outgoing)) {}

  // Composed anew each time: no two messages have one Message-ID.
  Result<void> make_message() {
    if (!command_.raw_file.empty()) return {};
    auto message = mail::compose_message(composition_, SystemClock().now());
    if (!message) return message.error();
    outgoing_.message = std::move(*message);
    return {};
  }

  std::optional<Outgoing> next(const std::optional<MailResult>& last) {
    if (last) print(*last);
    if (sent_ == command_.count) return std::nullopt;
    if (sent_ > 0 && !make_message()) return std::nullopt;
    ++sent_;
    return outgoing_;
  }

  bool is_refused() const { return is_refused_; }

 private:
  void print(const MailResult& result) {
    is_refused_ = is_refused_ || !result.is_accepted || !result.refused_recipients.empty();
    if (command_.json) return print_json(result);
    for (const auto& [recipient, reply] : result.refused_recipients)
      fmt::print(stderr, "mailstop: <{}> {}\n", safe_line(recipient), safe_line(to_text(reply)));
    if (result.is_accepted)
      fmt::print("{}\n", safe_line(to_text(result.reply)));
    else if (result.refused_recipients.empty())
      fmt::print(stderr, "mailstop: {}\n", safe_line(to_text(result.reply)));
  }

  static void print_json(const MailResult& result) {
    Json json;
    json["accepted"] = result.is_accepted;
    json["code"] = result.reply.code;
    json["reply"] = to_text(result.reply);
    json["refused"] = Json::array();
    for (const auto& [recipient, reply] : result.refused_recipients) {
      Json refused;
      refused["recipient"] = recipient;
      refused["reply"] = to_text(reply);
      json["refused"].push_back(std::move(refused));
    }
    fmt::print("{}\n", safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
  }

  const config::Send& command_;
  mail::Composition composition_;
  Outgoing outgoing_;
  std::uint64_t sent_ = 0;
  bool is_refused_ = false;
};

Result<SmtpDelivery> read_delivery(const config::Send& command) {
  SmtpDelivery delivery;
  auto server = command.server ? *command.server : config::default_smtp_remote(process_environment);
  if (!server) return server.error();
  delivery.server = std::move(*server);
  delivery.tls = command.tls;
  delivery.ca_file = command.ca_file;
  delivery.is_verified = command.is_verified;
  delivery.helo = command.helo;
  if (!command.user.empty()) delivery.login = smtp_client::Login{command.user, command.password};
  return delivery;
}

int send_prepared(const config::Send& command, const SmtpDelivery& delivery, SendRun& run) {
  auto next = [&run](const std::optional<MailResult>& last) { return run.next(last); };
  const auto failure = deliver(delivery, next);
  if (!failure) return fail_usage(failure.error());
  if (!*failure) return run.is_refused() ? status_not_met : status_done;
  const auto& message = (*failure)->message;
  const std::string_view cure = message.starts_with("nothing listens") && !command.server
                                    ? ": start `mailstop serve`, or say where it is with --smtp or "
                                      "MAILSTOP_SMTP_HOST and MAILSTOP_SMTP_PORT"
                                    : "";
  fmt::print(stderr, "mailstop: {}{}\n", safe_text(message), cure);
  return status_unreachable;
}

}  // namespace

int send_mail(const config::Send& command) {
  const auto delivery = read_delivery(command);
  if (!delivery) return fail_usage(delivery.error());
  auto composition = read_composition(command);
  if (!composition) return fail_usage(composition.error());
  auto outgoing = read_envelope(command, *composition);
  if (!outgoing) return fail_usage(outgoing.error());
  if (!command.raw_file.empty()) {
    auto raw = read_raw(command.raw_file);
    if (!raw) return fail_usage(raw.error());
    outgoing->message = std::move(*raw);
  }
  SendRun run(command, std::move(*composition), std::move(*outgoing));
  if (auto made = run.make_message(); !made) return fail_usage(made.error());
  return send_prepared(command, *delivery, run);
}

}  // namespace mailstop::app
