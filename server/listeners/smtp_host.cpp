#include "listeners/smtp_host.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/log.hpp"
#include "base/offload.hpp"
#include "listeners/secure_channel.hpp"

namespace mailstop::listeners {
namespace {

smtp::Answer verdict(bool is_accepted) {
  smtp::Authenticated answer;
  answer.accepted = is_accepted;
  return answer;
}

smtp::Answer checked(std::optional<smtp::Reply> refusal) {
  smtp::Checked answer;
  answer.refusal = std::move(refusal);
  return answer;
}

std::optional<smtp::Reply> first_of(std::optional<smtp::Reply> first, std::optional<smtp::Reply> second) {
  return first ? std::move(first) : std::move(second);
}

}  // namespace

SmtpHost::SmtpHost(Reception& reception, SessionLog& log, net::Endpoint client)
    : reception_(reception), log_(log), client_(std::move(client)) {}

Task<smtp::Answer> SmtpHost::answer(smtp::Question question) {
  const auto& policy = reception_.settings.policy;
  if (auto* const claim = std::get_if<smtp::Authenticate>(&question))
    co_return co_await authenticate(std::move(*claim));
  if (const auto* const wanted = std::get_if<smtp::LookUpPassword>(&question)) co_return look_up(*wanted);
  if (const auto* const check = std::get_if<smtp::CheckSender>(&question))
    co_return checked(first_of(refuse_sender(check->sender), policy.find_sender_refusal(check->sender)));
  if (const auto* const check = std::get_if<smtp::CheckRecipient>(&question))
    co_return checked(
        first_of(refuse_recipient(check->recipient), policy.find_recipient_refusal(check->recipient)));
  if (auto* const piece = std::get_if<smtp::Spool>(&question)) co_return co_await put_by(std::move(*piece));
  if (std::holds_alternative<smtp::DropSpool>(question)) {
    spool_.reset();
    co_return smtp::Spooled();
  }
  co_return co_await keep(std::move(std::get<smtp::Store>(question)));
}

smtp::SecureChannel SmtpHost::on_tls(net::TlsState state) {
  auto channel = to_secure_channel(std::move(state));
  log_.session().tls = channel.facts;
  return channel;
}

// The word "Chaos" tells the diagnosis of a session that the refusal was wanted.
std::optional<smtp::Reply> SmtpHost::strike(faults::ChaosTrigger faults::ChaosRules::*which,
                                            std::string_view whom) {
  if (!reception_.faults) return std::nullopt;
  const auto code = reception_.faults->chaos.strike(which);
  if (!code) return std::nullopt;
  return smtp::Reply{*code, *code < 500 ? "4.7.0" : "5.7.0", fmt::format("Chaos {} error", whom)};
}

// Without an enhanced status code: the text is that of another server.
std::optional<smtp::Reply> SmtpHost::balk(double faults::MishapRules::*chance, int code, std::string text) {
  if (!reception_.faults || !reception_.faults->mishaps.happens(chance)) return std::nullopt;
  return smtp::Reply{code, "", std::move(text)};
}

std::optional<smtp::Reply> SmtpHost::refuse_sender(std::string_view sender) {
  return first_of(strike(&faults::ChaosRules::sender, "sender"),
                  balk(&faults::MishapRules::reject_sender, 550, fmt::format("Invalid sender {}", sender)));
}

std::optional<smtp::Reply> SmtpHost::refuse_recipient(std::string_view recipient) {
  return first_of(
      strike(&faults::ChaosRules::recipient, "recipient"),
      balk(&faults::MishapRules::reject_recipient, 550, fmt::format("Invalid recipient {}", recipient)));
}

std::optional<smtp::Reply> SmtpHost::refuse_login() {
  return first_of(strike(&faults::ChaosRules::authentication, "authentication"),
                  balk(&faults::MishapRules::reject_login, 500, "Unrecognised command"));
}

Task<smtp::Answer> SmtpHost::authenticate(smtp::Authenticate claim) {
  if (auto refusal = refuse_login()) {
    smtp::Authenticated refused;
    refused.refusal = std::move(refusal);
    co_return smtp::Answer(std::move(refused));
  }
  // Who shows a certificate has been asked for all that there is to ask.
  if (claim.mechanism == "EXTERNAL") co_return verdict(true);
  if (!reception_.users) co_return co_await check_inbox_password(std::move(claim));
  if (!claim.authorization_id.empty() && claim.authorization_id != claim.user) co_return verdict(false);
  const auto users = reception_.users->users();
  const auto* const known = users->find(claim.user);
  if (!known) co_return verdict(false);
  if (!known->is_slow()) co_return verdict(known->fits(claim.password));
  auto job = [users, known, password = std::move(claim.password)] { return known->fits(password); };
  co_return verdict(co_await offload(reception_.workers, std::move(job)));
}

// Any user may log in, but the inbox of that name may have a password.
Task<smtp::Answer> SmtpHost::check_inbox_password(smtp::Authenticate claim) {
  if (!mailroom::is_inbox_name(claim.user)) co_return verdict(true);
  const auto inbox = co_await reception_.mailroom.inbox(std::move(claim.user));
  if (!inbox) {
    log::error("the password of {} could not be looked up: {}", net::to_text(client_), inbox.error().message);
    co_return verdict(false);
  }
  const auto& password = inbox->settings.password;
  co_return verdict(!password || *password == claim.password);
}

smtp::Answer SmtpHost::look_up(const smtp::LookUpPassword& question) const {
  smtp::KnownPassword answer;
  const auto users = reception_.users ? reception_.users->users() : nullptr;
  const auto* const known = users ? users->find(question.user) : nullptr;
  if (known) answer.password = known->plain();
  return answer;
}

Task<smtp::Answer> SmtpHost::put_by(smtp::Spool piece) {
  if (piece.begins) {
    auto file = SpoolFile::create(reception_.settings.spool_folder);
    if (!file) co_return not_kept(file.error());
    spool_ = std::move(*file);
  }
  auto job = [this, bytes = std::move(piece.bytes)] { return spool_->append(bytes); };
  const auto done = co_await offload(reception_.workers, std::move(job));
  if (!done) co_return not_kept(done.error());
  co_return smtp::Spooled();
}

Task<Result<Content>> SmtpHost::content_of(smtp::Store& message) {
  if (message.spooled == 0) co_return Content(std::move(message.data));
  auto job = [file = std::move(*spool_), rest = std::move(message.data)]() mutable -> Result<Content> {
    if (auto done = file.append(rest); !done) return done.error();
    return file.finish();
  };
  spool_.reset();
  co_return co_await offload(reception_.workers, std::move(job));
}

smtp::Answer SmtpHost::not_kept(const Error& error) const {
  if (error.code != Errc::refused)  // that was wanted
    log::error("a mail from {} could not be stored: {}", net::to_text(client_), error.message);
  smtp::NotStored failure;
  failure.error = error;
  return failure;
}

Task<smtp::Answer> SmtpHost::keep(smtp::Store message) {
  if (reception_.settings.policy.discards(message.envelope)) co_return discard();
  mailroom::Arrival arrival;
  arrival.envelope = std::move(message.envelope);
  if (arrival.envelope.client_address.empty()) {
    arrival.envelope.client_address = client_.host;
    arrival.envelope.client_port = client_.port;
  }
  auto content = co_await content_of(message);
  if (!content) co_return not_kept(content.error());
  arrival.raw = std::move(*content);
  arrival.session_id = log_.session().id;
  const auto stored = co_await reception_.mailroom.accept(std::move(arrival));
  if (!stored) co_return not_kept(stored.error());
  co_return *stored ? note_kept(**stored) : discard();
}

smtp::Answer SmtpHost::note_kept(const mail::MessageSummary& message) {
  mail::add_message(log_.session(), message.id, message.inbox);
  smtp::Stored success;
  success.id = message.id;
  success.url = fmt::format("{}/m/{}", reception_.settings.public_url, message.id);
  return success;
}

smtp::Answer SmtpHost::discard() {
  spool_.reset();
  ++reception_.discarded;
  log_.note_discarded();
  smtp::Stored success;
  success.id = reception_.discarded_ids.next();
  return success;
}

}  // namespace mailstop::listeners
