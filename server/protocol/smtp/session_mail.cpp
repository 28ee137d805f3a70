// MAIL and RCPT: the envelope.
#include <fmt/format.h>

#include "base/text.hpp"
#include "protocol/smtp/command.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {
namespace {

void fill(mail::Envelope& envelope, MailCommand command) {
  auto& parameters = command.parameters;
  envelope.sender = std::move(command.reverse_path);
  envelope.smtputf8 = parameters.smtputf8;
  envelope.body = parameters.body;
  envelope.auth_sender = std::move(parameters.auth_sender);
  envelope.return_content = std::move(parameters.return_content);
  envelope.envelope_id = std::move(parameters.envelope_id);
  envelope.require_tls = parameters.require_tls;
  envelope.deliver_by = std::move(parameters.deliver_by);
  envelope.priority = parameters.priority;
  envelope.release = parameters.release;
}

}  // namespace

void Session::on_mail(Cursor arguments) {
  auto command = parse_mail(arguments, offered_);
  if (!command) return refuse(command.error());
  if (const auto obstacle = find_address_obstacle(command->reverse_path)) return refuse(*obstacle);
  if (const auto obstacle = find_mail_obstacle(command->parameters)) return reply(*obstacle);
  Transaction transaction;
  transaction.declared_size = command->parameters.size.value_or(0);
  fill(transaction.envelope, std::move(*command));
  if (!settings_.checks_senders) return accept_sender(std::move(transaction));
  question_ = CheckSender{transaction.envelope.sender, helo_};
  enter(CheckingSender{std::move(transaction)});
}

void Session::accept_sender(Transaction transaction) {
  enter(std::move(transaction));
  reply({250, "2.1.0", "Ok"});
}

void Session::on_rcpt(Cursor arguments) {
  auto& transaction = std::get<Transaction>(state_);
  if (transaction.is_chunked) return refuse({503, "5.5.1", "Bad sequence: BDAT has begun the message"});
  auto command = parse_rcpt(arguments, offered_);
  if (!command) {
    transaction.recipient_refused = true;
    return refuse(command.error());
  }
  if (const auto obstacle = find_address_obstacle(command->forward_path)) {
    transaction.recipient_refused = true;
    return refuse(*obstacle);
  }
  // RFC 5321 section 4.5.3.1.10
  const auto limit = settings_.limits.max_recipients;
  if (transaction.envelope.recipients.size() >= limit) {
    return reply({452, "4.5.3", fmt::format("Too many recipients: the limit is {} a message", limit)});
  }
  mail::Recipient recipient;
  recipient.address = std::move(command->forward_path);
  recipient.notify = std::move(command->parameters.notify);
  recipient.original_recipient = std::move(command->parameters.original_recipient);
  if (!settings_.checks_recipients) return accept_recipient(transaction, std::move(recipient));
  question_ = CheckRecipient{recipient.address, transaction.envelope.sender};
  enter(CheckingRecipient{std::move(transaction), std::move(recipient)});
}

void Session::accept_recipient(Transaction& transaction, mail::Recipient recipient) {
  transaction.envelope.recipients.push_back(std::move(recipient));
  reply({250, "2.1.5", "Ok"});
}

// A rule of the server is no mistake of the client.
void Session::on_answer(Checked verdict) {
  if (auto* const sender = std::get_if<CheckingSender>(&state_)) {
    auto transaction = std::move(sender->transaction);
    if (!verdict.refusal) return accept_sender(std::move(transaction));
    enter(Ready{});
    return reply(*verdict.refusal);
  }
  auto checking = std::get<CheckingRecipient>(std::move(state_));
  auto& transaction = state_.emplace<Transaction>(std::move(checking.transaction));
  if (!verdict.refusal) return accept_recipient(transaction, std::move(checking.recipient));
  transaction.recipient_refused = true;
  reply(*verdict.refusal);
}

// RFC 6531 section 3.5. UTF-8 is taken without the parameter too, but not from a server that hides SMTPUTF8.
std::optional<Reply> Session::find_address_obstacle(std::string_view address) const {
  if (offered_.has(Extension::smtputf8) || is_ascii(address)) return std::nullopt;
  return Reply{553, "5.6.7", "Only ASCII addresses here: SMTPUTF8 is not offered"};
}

// What a correct MAIL may still ask too much of.
std::optional<Reply> Session::find_mail_obstacle(const MailParameters& parameters) const {
  const auto& limits = settings_.limits;
  // RFC 1870 section 6.1: told before the message is sent.
  if (parameters.size.value_or(0) > limits.max_message_size) return message_too_large();
  if (limits.max_messages > 0 && history_.messages >= limits.max_messages) {
    return Reply{
        452, "4.5.3",
        fmt::format("Too many messages: the limit is {} a session; connect again", limits.max_messages)};
  }
  if (parameters.release && hold_time(*parameters.release) > settings_.max_hold) {
    return Reply{501, "5.5.4",
                 fmt::format("The hold time exceeds the limit of {} seconds", settings_.max_hold.count())};
  }
  return std::nullopt;
}

std::chrono::milliseconds Session::hold_time(const mail::ReleaseRequest& release) const {
  if (const auto* time = std::get_if<Timestamp>(&release)) return *time - facts_.connected_at;
  return std::get<std::chrono::seconds>(release);
}

}  // namespace mailstop::smtp
