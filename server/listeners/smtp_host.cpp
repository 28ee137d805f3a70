#include "listeners/smtp_host.hpp"

#include <fmt/format.h>

#include "base/log.hpp"

namespace mailstop::listeners {

SmtpHost::SmtpHost(mailroom::Mailroom& mailroom, net::Endpoint peer, const std::string& public_url)
    : mailroom_(mailroom), peer_(std::move(peer)), public_url_(public_url) {}

Task<smtp::Answer> SmtpHost::answer(smtp::Question question) {
  if (std::holds_alternative<smtp::Authenticate>(question)) {
    smtp::Authenticated verdict;
    verdict.accepted = true;
    co_return verdict;
  }
  if (std::holds_alternative<smtp::LookUpPassword>(question)) co_return smtp::KnownPassword();
  if (std::holds_alternative<smtp::CheckSender>(question)) co_return smtp::Checked();
  if (std::holds_alternative<smtp::CheckRecipient>(question)) co_return smtp::Checked();
  co_return co_await keep(std::move(std::get<smtp::Store>(question)));
}

Task<smtp::Answer> SmtpHost::keep(smtp::Store message) {
  mailroom::Arrival arrival;
  arrival.envelope = std::move(message.envelope);
  if (arrival.envelope.client_address.empty()) {
    arrival.envelope.client_address = peer_.host;
    arrival.envelope.client_port = peer_.port;
  }
  arrival.raw = std::move(message.data);
  const auto stored = co_await mailroom_.accept(std::move(arrival));
  if (!stored) {
    log::error("a mail from {} could not be stored: {}", net::to_text(peer_), stored.error().message);
    smtp::NotStored failure;
    failure.error = stored.error();
    co_return failure;
  }
  smtp::Stored success;
  success.id = stored->id;
  success.url = fmt::format("{}/m/{}", public_url_, stored->id);
  co_return success;
}

}  // namespace mailstop::listeners
