#include "api/compat/mailpit/find_message.hpp"

#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/search_query.hpp"
#include "base/log.hpp"

namespace mailstop::api::compat::mailpit {

Task<v1::Parsed<std::string>> find_message(mailroom::Mailroom& mailroom, const http::Request& request,
                                           std::string id) {
  if (id != "latest") co_return std::move(id);
  mailroom::MessageReference reference;
  reference.id = std::move(id);
  if (const auto text = request.query.get("query")) {
    auto query = parse_search(*text, zone_named(request.query.get_or("tz", "UTC")));
    if (!query) co_return answer(query.error());
    reference.selection.query = std::move(*query);
  }
  auto found = co_await mailroom.resolve(std::move(reference));
  if (found) co_return std::move(*found);
  if (found.error().code == Errc::not_found) co_return message_not_found();
  co_return answer(found.error());
}

Task<> mark_read(mailroom::Mailroom& mailroom, const mail::MessageSummary& message) {
  if (message.read) co_return;
  store::Patch patch;
  patch.read = true;
  const auto updated = co_await mailroom.update(message.id, std::move(patch));
  const bool is_gone =
      !updated && (updated.error().code == Errc::not_found || updated.error().code == Errc::conflict);
  if (!updated && !is_gone)
    log::warning("message {} could not be marked as read: {}", message.id, updated.error().message);
}

}  // namespace mailstop::api::compat::mailpit
