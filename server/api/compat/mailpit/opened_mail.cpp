#include "api/compat/mailpit/opened_mail.hpp"

#include "api/compat/mailpit/added_header.hpp"
#include "base/digest.hpp"
#include "mail/html_outline.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

PartChecksums checksums_of(std::string_view raw, const mail::Part& part) {
  if (!mail::is_file(part)) return {};
  const auto bytes = mail::decode_part(raw, part);
  return {to_hex(digest(Hash::md5, bytes)), to_hex(digest(Hash::sha1, bytes)),
          to_hex(digest(Hash::sha256, bytes))};
}

OpenedMail look_into(store::StoredMessage message, std::string raw) {
  OpenedMail mail;
  mail.text = mail::text_body(raw, message.parts);
  mail.html = mail::html_body(raw, message.parts);
  if (mail.text.empty() && !mail.html.empty()) mail.text = mail::html_to_text(mail.html);
  mail.headers = mail::parse_headers(raw);
  for (const auto& part : message.parts) mail.checksums.push_back(checksums_of(raw, part));
  mail.message = std::move(message);
  mail.raw = std::move(raw);
  return mail;
}

}  // namespace

Task<Result<OpenedMail>> open_mail(mailroom::Mailroom& mailroom, std::string id) {
  auto message = co_await mailroom.get(id);
  if (!message) co_return message.error();
  auto raw = co_await mailroom.raw(std::move(id));
  if (!raw) co_return raw.error();
  auto job = [message = std::move(*message), raw = std::move(*raw)]() mutable {
    return look_into(std::move(message), std::move(raw));
  };
  co_return co_await offload(mailroom.workers(), std::move(job));
}

std::string raw_view(const OpenedMail& mail) {
  return added_header(mail.message) + mail.raw;
}

}  // namespace mailstop::api::compat::mailpit
