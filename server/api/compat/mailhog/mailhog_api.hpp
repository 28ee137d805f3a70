// The APIs of MailHog, v1 and v2, at /api/v1 and /api/v2.
#pragma once
#include "api/compat/compat_context.hpp"
#include "api/compat/mailhog/events_routes.hpp"
#include "api/compat/mailhog/jim_routes.hpp"
#include "api/compat/mailhog/messages_routes.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailhog {

class MailHogApi {
 public:
  explicit MailHogApi(const CompatContext& context);

  void add_routes(http::Router& router);

 private:
  const V1List v1_list_;
  MessagesApi messages_;
  EventsApi events_;
  JimApi jim_;
};

}  // namespace mailstop::api::compat::mailhog
