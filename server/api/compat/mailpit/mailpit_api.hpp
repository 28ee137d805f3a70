// Mailpit's API v1, its /view and its /api/events. Lives on the web server's executor, outlives the router.
#pragma once
#include "api/compat/compat_context.hpp"
#include "api/compat/mailpit/chaos_routes.hpp"
#include "api/compat/mailpit/check_routes.hpp"
#include "api/compat/mailpit/events_routes.hpp"
#include "api/compat/mailpit/info_routes.hpp"
#include "api/compat/mailpit/message_routes.hpp"
#include "api/compat/mailpit/messages_routes.hpp"
#include "api/compat/mailpit/metrics.hpp"
#include "api/compat/mailpit/send_routes.hpp"
#include "api/compat/mailpit/tag_routes.hpp"
#include "api/compat/mailpit/view_routes.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class MailpitApi {
 public:
  explicit MailpitApi(const CompatContext& context);
  MailpitApi(const MailpitApi&) = delete;
  MailpitApi& operator=(const MailpitApi&) = delete;

  void add_routes(http::Router& router);
  Task<Result<void>> write_metrics(v1::MetricsText& text) { return metrics_.write(text); }

 private:
  MessagesApi messages_;
  MessageApi message_;
  CheckApi checks_;
  TagsApi tags_;
  SendApi send_;
  ChaosApi chaos_;
  InfoApi info_;
  EventsApi events_;
  ViewApi views_;
  Metrics metrics_;
};

}  // namespace mailstop::api::compat::mailpit
