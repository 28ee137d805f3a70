#include "api/compat/maildev/load_email.hpp"

#include <utility>

#include "api/compat/offload_large.hpp"

namespace mailstop::api::compat::maildev {
namespace {

Email print_email(const store::StoredMessage& message, std::string_view raw, Version version) {
  Email email;
  email.json = email_json(message, raw, version);
  email.text = to_text(email.json);
  return email;
}

}  // namespace

Task<Result<Email>> load_email(mailroom::Mailroom& mailroom, std::string id, Version version) {
  const auto message = co_await mailroom.get(id);
  if (!message) co_return message.error();
  const auto raw = co_await mailroom.raw(std::move(id));
  if (!raw) co_return raw.error();
  auto job = [&] { return print_email(*message, *raw, version); };
  co_return co_await offload_large(mailroom, raw->size(), std::move(job));
}

}  // namespace mailstop::api::compat::maildev
