// DATA: from 354 to the reply that says whether the message is kept.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

void Session::on_data(Cursor) {
  auto& transaction = std::get<Transaction>(state_);
  // RFC 3030 sections 2 and 3
  if (transaction.is_chunked) return refuse({503, "5.5.1", "Bad sequence: BDAT LAST ends this message"});
  if (transaction.envelope.body == mail::BodyType::binary_mime)
    return refuse({503, "5.5.1", "Bad sequence: a BINARYMIME message comes by BDAT"});
  if (transaction.envelope.recipients.empty()) {
    if (transaction.recipient_refused) return reply(no_valid_recipients());
    return refuse({503, "5.5.1", "Bad sequence: RCPT first"});
  }
  const auto& limits = settings_.limits;
  line::DotDecoder decoder({limits.max_message_size, limits.max_text_line});
  const auto held = limits.spool_beyond > 0 ? limits.spool_beyond : limits.max_message_size;
  decoder.reserve(std::min<std::uint64_t>(transaction.declared_size, held));
  enter(ReceivingData{std::move(transaction.envelope), std::move(decoder), 0, std::nullopt});
  reply({354, "", "Start mail input; end with <CRLF>.<CRLF>"});
}

bool Session::take_data() {
  auto& data = std::get<ReceivingData>(state_);
  if (spool_data(data)) return false;
  input_.consume(data.decoder.feed(input_.bytes()));
  if (spool_data(data) || !data.decoder.done()) return false;
  end_of_data(std::move(data));
  return true;
}

void Session::end_of_data(ReceivingData data) {
  note_data(data.decoder.size());
  const auto& limits = settings_.limits;
  switch (data.decoder.fault()) {
    case line::DataFault::message_too_large:
      return end_transaction(message_too_large(), list_recipients(data.envelope));
    case line::DataFault::line_too_long:
      return end_transaction(
          {554, "5.6.0", fmt::format("The message has a line of more than {} bytes", limits.max_text_line)},
          list_recipients(data.envelope));
    case line::DataFault::given_up:
      return end_transaction(*data.refusal, list_recipients(data.envelope));
    case line::DataFault::none:
      break;
  }
  keep(std::move(data.envelope), data.decoder.take_body(), data.spooled);
}

Reply Session::message_too_large() const {
  const auto limit = settings_.limits.max_message_size;
  return {552, "5.3.4", fmt::format("Message size exceeds the limit of {} bytes", limit)};
}

// RFC 2033 section 4.2 wants 503.
Reply Session::no_valid_recipients() const {
  return {settings_.dialect == Dialect::lmtp ? 503 : 554, "5.5.1", "No valid recipients"};
}

// Those that a reply is owed to: LMTP answers for each (RFC 2033 section 4.2), SMTP once.
std::vector<std::string> Session::list_recipients(const mail::Envelope& envelope) const {
  std::vector<std::string> recipients;
  if (settings_.dialect == Dialect::smtp) return recipients;
  for (const auto& recipient : envelope.recipients) recipients.push_back(recipient.address);
  return recipients;
}

void Session::keep(mail::Envelope envelope, std::string data, std::uint64_t spooled) {
  envelope.helo = helo_;
  envelope.auth_user = auth_user_;
  envelope.auth_mechanism = auth_mechanism_;
  if (channel_) envelope.tls = channel_->facts;
  if (!client_address_.empty()) {
    envelope.client_address = client_address_;
    envelope.client_port = client_port_;
  }
  auto recipients = list_recipients(envelope);
  if (spooled > 0) has_spooled_ = false;
  question_ = Store{std::move(envelope), std::move(data), spooled};
  enter(Storing{std::move(recipients)});
}

void Session::on_answer(Stored stored) {
  const auto recipients = std::get<Storing>(std::move(state_)).recipients;
  ++history_.messages;
  const auto* const space = stored.url.empty() ? "" : " ";
  end_transaction({250, "2.0.0", fmt::format("Ok: queued as {}{}{}", stored.id, space, stored.url)},
                  recipients);
}

void Session::on_answer(NotStored failure) {
  if (give_up_message(to_reply(failure.error))) return;
  const auto recipients = std::get<Storing>(std::move(state_)).recipients;
  end_transaction(to_reply(failure.error), recipients);
}

void Session::end_transaction(const Reply& answer, const std::vector<std::string>& recipients) {
  if (recipients.empty()) reply(answer);
  for (const auto& recipient : recipients)
    reply({answer.code, answer.status, fmt::format("<{}> {}", recipient, answer.text)});
  enter(Ready{});
  if (stopping_) shutting_down();
}

}  // namespace mailstop::smtp
