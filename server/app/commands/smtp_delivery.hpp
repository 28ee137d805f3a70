// Gives mail to an SMTP server: what `send` and `sendmail` have in common.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "config/command.hpp"
#include "protocol/smtp_client/delivery.hpp"

namespace mailstop::app {

struct SmtpDelivery {
  config::SmtpRemote server;
  config::SecureSmtp tls = config::SecureSmtp::off;
  std::string ca_file;
  bool is_verified = true;
  std::string helo = "localhost";
  std::optional<smtp_client::Login> login;
};

// Is told what became of the last mail, if there was one, and answers with the next.
using NextOutgoing =
    std::function<std::optional<smtp_client::Outgoing>(const std::optional<smtp_client::MailResult>&)>;

// Nothing when the conversation went to its end, whatever became of the mails. Errors: a wrong CA file.
Result<std::optional<smtp_client::Failure>> deliver(const SmtpDelivery& delivery, NextOutgoing next);

// Where it is: "127.0.0.1:1025"
net::Endpoint endpoint_of(const SmtpDelivery& delivery);

}  // namespace mailstop::app
