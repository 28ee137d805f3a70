#include "protocol/smtp_client/delivery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "protocol/smtp_client/data_lines.hpp"

namespace mailstop::smtp_client {

using engine::Action;

Action<NextMail> Delivery::next() {
  if (!actions_.empty()) {
    auto action = std::move(actions_.front());
    actions_.pop_front();
    return action;
  }
  if (step_ == Step::over) return engine::Close{};
  return engine::NeedInput{};
}

void Delivery::received(std::string_view bytes) {
  replies_.append(bytes);
  while (step_ != Step::over) {
    auto reply = replies_.take();
    if (!reply) return give_up(false, reply.error().message);
    if (!*reply) return;
    on_reply(**reply);
  }
}

void Delivery::on_reply(const Reply& reply) {
  switch (step_) {
    case Step::greeting:
      return reply.is_positive() ? say_hello() : fail("greeting", reply);
    case Step::ehlo:
      if (reply.is_positive()) return on_greeted(reply);
      if (reply.is_temporary()) return fail("EHLO", reply);
      return say(Step::helo, fmt::format("HELO {}", settings_.helo));
    case Step::helo:
      return reply.is_positive() ? go_on_after_hello() : fail("HELO", reply);
    case Step::starttls:
      if (!reply.is_positive()) return fail("STARTTLS", reply);
      replies_.clear();
      actions_.emplace_back(engine::StartTls{});
      return;
    case Step::login:
    case Step::password: {
      if (reply.code != 334) return fail("AUTH", reply);
      const bool is_user = step_ == Step::login;
      return say(is_user ? Step::password : Step::auth,
                 to_base64(is_user ? settings_.login->user : settings_.login->password));
    }
    case Step::auth:
      if (!reply.is_positive()) return fail("AUTH", reply);
      is_logged_in_ = true;
      return ask_for_mail();
    case Step::mail:
      return reply.is_positive() ? say_recipient() : end_mail(reply, false);
    case Step::rcpt:
      return on_recipient(reply);
    case Step::data:
      if (reply.code != 354) return end_mail(reply, false);
      step_ = Step::body;
      actions_.emplace_back(engine::Send{to_data_lines(mail_.message)});
      return;
    case Step::body:
      return end_mail(reply, reply.is_positive());
    case Step::rset:
      return ask_for_mail();
    case Step::idle:
      return fail("the server", reply);  // 421 while nothing was said
    case Step::quit:
      step_ = Step::over;
      return;
    case Step::over:
      return;
  }
}

void Delivery::say(Step step, const std::string& line) {
  step_ = step;
  actions_.emplace_back(engine::Send{line + "\r\n"});
}

void Delivery::say_hello() {
  extensions_.clear();
  say(Step::ehlo, fmt::format("EHLO {}", settings_.helo));
}

void Delivery::on_greeted(const Reply& reply) {
  extensions_.assign(reply.lines.begin() + 1, reply.lines.end());
  go_on_after_hello();
}

void Delivery::go_on_after_hello() {
  if (settings_.starttls && !is_secure_) {
    if (!offers("STARTTLS")) return give_up(false, "the server does not offer STARTTLS");
    return say(Step::starttls, "STARTTLS");
  }
  if (settings_.login && !is_logged_in_) return log_in();
  ask_for_mail();
}

// RFC 4616 before what has no standard; both send the password, which is what TLS is for.
void Delivery::log_in() {
  const auto mechanisms = std::find_if(extensions_.begin(), extensions_.end(), [](const std::string& line) {
    return starts_with_ignoring_case(line, "AUTH ") || starts_with_ignoring_case(line, "AUTH=");
  });
  if (mechanisms == extensions_.end()) return give_up(false, "the server does not offer AUTH");
  const auto words = split(std::string_view(*mechanisms).substr(5), ' ');
  const auto has = [&words](std::string_view wanted) {
    return std::any_of(words.begin(), words.end(),
                       [wanted](std::string_view word) { return equals_ignoring_case(word, wanted); });
  };
  const auto& [user, password] = *settings_.login;
  if (has("PLAIN")) {
    const std::string nul(1, '\0');
    return say(Step::auth, fmt::format("AUTH PLAIN {}", to_base64(nul + user + nul + password)));
  }
  if (has("LOGIN")) return say(Step::login, "AUTH LOGIN");
  give_up(false, fmt::format("the server offers neither PLAIN nor LOGIN, but \"{}\"", *mechanisms));
}

void Delivery::tls_started() {
  is_secure_ = true;
  say_hello();
}

void Delivery::tls_failed(std::string reason) {
  give_up(false, std::move(reason));
}

void Delivery::ask_for_mail() {
  step_ = Step::idle;
  actions_.emplace_back(NextMail{std::exchange(result_, std::nullopt)});
}

void Delivery::answered(Answer mail) {
  if (step_ == Step::over) return;
  if (!mail) return say(Step::quit, "QUIT");
  mail_ = std::move(*mail);
  begin_mail();
}

void Delivery::begin_mail() {
  result_.emplace();
  recipient_ = 0;
  auto line = fmt::format("MAIL FROM:<{}>", mail_.sender);
  if (offers("SIZE")) line += fmt::format(" SIZE={}", mail_.message.size());
  if (offers("8BITMIME") && !is_ascii(mail_.message)) line += " BODY=8BITMIME";
  const bool is_international =
      !is_ascii(mail_.sender) || std::any_of(mail_.recipients.begin(), mail_.recipients.end(),
                                             [](const auto& recipient) { return !is_ascii(recipient); });
  if (offers("SMTPUTF8") && is_international) line += " SMTPUTF8";
  say(Step::mail, line);
}

void Delivery::say_recipient() {
  say(Step::rcpt, fmt::format("RCPT TO:<{}>", mail_.recipients[recipient_]));
}

void Delivery::on_recipient(const Reply& reply) {
  if (!reply.is_positive()) result_->refused_recipients.emplace_back(mail_.recipients[recipient_], reply);
  if (++recipient_ < mail_.recipients.size()) return say_recipient();
  if (result_->refused_recipients.size() < mail_.recipients.size()) return say(Step::data, "DATA");
  end_mail(reply, false);
}

// A transaction that was begun and has come to nothing is put away before the next one.
void Delivery::end_mail(const Reply& reply, bool is_accepted) {
  const bool is_open = step_ == Step::rcpt || step_ == Step::data;
  result_->reply = reply;
  result_->is_accepted = is_accepted;
  if (is_open) return say(Step::rset, "RSET");
  ask_for_mail();
}

void Delivery::peer_closed() {
  if (step_ == Step::quit) step_ = Step::over;
  if (step_ != Step::over) give_up(true, "the server closed the connection");
}

void Delivery::idle_expired() {
  give_up(true, "the server does not answer");
}

void Delivery::shutting_down() {
  give_up(true, "it was stopped");
}

bool Delivery::offers(std::string_view keyword) const {
  return std::any_of(extensions_.begin(), extensions_.end(), [keyword](std::string_view line) {
    return equals_ignoring_case(line.substr(0, line.find(' ')), keyword);
  });
}

void Delivery::fail(std::string_view step, const Reply& reply) {
  give_up(reply.is_temporary(), fmt::format("{}: {}", step, to_text(reply)));
}

void Delivery::give_up(bool is_temporary, std::string message) {
  step_ = Step::over;
  actions_.clear();
  failure_ = Failure{is_temporary, std::move(message)};
}

}  // namespace mailstop::smtp_client
