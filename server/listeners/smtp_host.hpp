// Answers what an SMTP session asks: any credentials are good, and a message goes to the mailroom.
// One per connection; lives in the coroutine that drives it.
#pragma once
#include <string>

#include "base/task.hpp"
#include "mailroom/mailroom.hpp"
#include "net/endpoint.hpp"
#include "protocol/smtp/question.hpp"

namespace mailstop::listeners {

class SmtpHost {
 public:
  // `public_url` is where people open the inbox, without a final slash.
  SmtpHost(mailroom::Mailroom& mailroom, net::Endpoint peer, const std::string& public_url);

  Task<smtp::Answer> answer(smtp::Question question);

 private:
  Task<smtp::Answer> keep(smtp::Store message);

  mailroom::Mailroom& mailroom_;
  net::Endpoint peer_;
  const std::string& public_url_;
};

}  // namespace mailstop::listeners
