// MAIL and RCPT: the envelope.
#include <fmt/format.h>

#include "protocol/smtp/command.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

void Session::on_mail(Cursor arguments) {
  auto command = parse_mail(arguments);
  if (!command) return refuse(command.error());
  const auto limit = settings_.limits.max_message_size;
  const auto& parameters = command->parameters;
  // RFC 1870 section 6.1: told before the message is sent.
  if (parameters.size.value_or(0) > limit) {
    return reply({552, "5.3.4", fmt::format("Message size exceeds the limit of {} bytes", limit)});
  }
  Transaction transaction;
  transaction.envelope.sender = std::move(command->reverse_path);
  transaction.envelope.smtputf8 = parameters.smtputf8;
  transaction.envelope.body = parameters.body;
  transaction.declared_size = parameters.size.value_or(0);
  enter(std::move(transaction));
  reply({250, "2.1.0", "Ok"});
}

void Session::on_rcpt(Cursor arguments) {
  auto& transaction = std::get<Transaction>(state_);
  auto command = parse_rcpt(arguments);
  if (!command) {
    transaction.recipient_refused = true;
    return refuse(command.error());
  }
  // RFC 5321 section 4.5.3.1.10
  const auto limit = settings_.limits.max_recipients;
  if (transaction.envelope.recipients.size() >= limit) {
    return reply({452, "4.5.3", fmt::format("Too many recipients: the limit is {} a message", limit)});
  }
  mail::Recipient recipient;
  recipient.address = std::move(command->forward_path);
  transaction.envelope.recipients.push_back(std::move(recipient));
  reply({250, "2.1.5", "Ok"});
}

}  // namespace mailstop::smtp
