// The client's side of SMTP (RFC 5321): greets, turns to TLS, logs in, gives one mail after the other and
// quits. Sans I/O as every engine: net/drive.hpp joins it to an OutgoingConnection. Its question to the host
// is the next mail, with which it tells what became of the last one. One command at a time: a client for
// people, who want to see which command was refused. Owner: who drives it; one thread.
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/engine.hpp"
#include "protocol/line/input.hpp"
#include "protocol/smtp_client/reply_reader.hpp"

namespace mailstop::smtp_client {

struct Login {
  std::string user;
  std::string password;
};

struct DeliverySettings {
  std::string helo = "localhost";
  bool starttls = false;  // implicit TLS is the connection's matter, before this begins
  std::optional<Login> login;
};

struct Outgoing {
  std::string sender;  // "" is the null sender
  std::vector<std::string> recipients;
  std::string message;
};

struct MailResult {
  Reply reply;  // the last word on the mail
  std::vector<std::pair<std::string, Reply>> refused_recipients;
  bool is_accepted = false;  // for at least one recipient
};

// There is a Failure when the conversation ended before it was meant to.
struct Failure {
  bool is_temporary = false;
  std::string message;  // "AUTH: 535 5.7.8 no", "the server closed the connection"
};

struct NextMail {
  std::optional<MailResult> last;  // nothing before the first one
};

class Delivery {
 public:
  using Question = NextMail;
  using Answer = std::optional<Outgoing>;  // nothing: that was all

  explicit Delivery(DeliverySettings settings) : settings_(std::move(settings)) {}

  engine::Action<Question> next();
  void received(std::string_view bytes);
  void tls_started();
  void tls_failed(std::string reason);
  void peer_closed();
  void idle_expired();
  void shutting_down();
  void answered(Answer mail);

  const std::optional<Failure>& failure() const { return failure_; }

  // It said all that it had to say, or gave up; false when the connection broke before.
  bool is_over() const { return step_ == Step::over; }

 private:
  enum class Step {
    greeting,
    ehlo,
    helo,
    starttls,
    login,
    password,
    auth,
    idle,
    mail,
    rcpt,
    data,
    body,
    rset,
    quit,
    over
  };

  void on_reply(const Reply& reply);
  void on_greeted(const Reply& reply);
  void on_recipient(const Reply& reply);
  void say(Step step, const std::string& line);
  void say_hello();
  void go_on_after_hello();
  void log_in();
  void begin_mail();
  void say_recipient();
  void end_mail(const Reply& reply, bool is_accepted);
  void ask_for_mail();
  bool offers(std::string_view keyword) const;
  void fail(std::string_view step, const Reply& reply);
  void give_up(bool is_temporary, std::string message);

  DeliverySettings settings_;
  Step step_ = Step::greeting;
  ReplyReader replies_;
  std::deque<engine::Action<Question>> actions_;
  std::vector<std::string> extensions_;  // "AUTH PLAIN LOGIN", as the server said them
  bool is_secure_ = false;
  bool is_logged_in_ = false;
  Outgoing mail_;
  std::size_t recipient_ = 0;
  std::optional<MailResult> result_;
  std::optional<Failure> failure_;
};

}  // namespace mailstop::smtp_client
