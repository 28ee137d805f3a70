// An email as maildev shows it, of a message that is looked up; a large one is printed on a worker.
#pragma once
#include <string>

#include "api/compat/maildev/email_json.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::maildev {

struct Email {
  Json json;
  std::string text;  // the same, printed
};

Task<Result<Email>> load_email(mailroom::Mailroom& mailroom, std::string id, Version version);

}  // namespace mailstop::api::compat::maildev
