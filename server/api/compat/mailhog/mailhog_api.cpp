#include "api/compat/mailhog/mailhog_api.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

// What MailHog calls itself when nobody has named it.
std::string hostname_of(const CompatContext& context) {
  const bool is_named = !context.hostname.empty() && context.hostname != "localhost";
  return is_named ? context.hostname : "mailhog.example";
}

}  // namespace

MailHogApi::MailHogApi(const CompatContext& context)
    : v1_list_(context.settings.owns_v1(Tool::mailhog) ? V1List::answered : V1List::left_to_others),
      messages_(context.mailroom, hostname_of(context)),
      events_(context.mailroom, hostname_of(context)),
      jim_(context.faults.mishaps) {}

void MailHogApi::add_routes(http::Router& router) {
  messages_.add_routes(router, v1_list_);
  events_.add_routes(router);
  jim_.add_routes(router);
}

}  // namespace mailstop::api::compat::mailhog
