// The REST API, version 1: adds its routes to the web server's router. Owned by app::Application; lives on
// the web server's executor, outlives the router.
//
//   Api api(mailroom, facts, explain, max_message_size);
//   api.add_routes(router);
#pragma once
#include "api/v1/events_routes.hpp"
#include "api/v1/expect_routes.hpp"
#include "api/v1/export_routes.hpp"
#include "api/v1/inboxes_routes.hpp"
#include "api/v1/message_extract_routes.hpp"
#include "api/v1/message_views_routes.hpp"
#include "api/v1/messages_routes.hpp"
#include "api/v1/metrics_routes.hpp"
#include "api/v1/routing_routes.hpp"
#include "api/v1/service_facts.hpp"
#include "api/v1/service_routes.hpp"
#include "api/v1/sessions_routes.hpp"
#include "api/v1/tags_routes.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class Api {
 public:
  // `mailroom` outlives the API. A message larger than `max_message_size` bytes is refused with 413.
  // `explain` says what the lines of a session mean; the sources of `metrics` outlive the API.
  Api(mailroom::Mailroom& mailroom, FactSource facts, ExplainLine explain, MetricSources metrics,
      std::uint64_t max_message_size);

  void add_routes(http::Router& router);

  // What others tell in /metrics; outlives the API.
  void add_metrics(MetricsWriter writer) { metrics_.add(std::move(writer)); }

  // The routing rules that Mailroom::kept_routes() gives, before any mail comes in.
  Result<void> use_kept_routes(const std::string& document) { return routing_.use_kept(document); }

 private:
  MessagesApi messages_;
  MessageViewsApi views_;
  MessageExtractApi extract_;
  SessionsApi sessions_;
  EventsApi events_;
  ExpectApi expect_;
  ExportApi export_;
  InboxesApi inboxes_;
  RoutingApi routing_;
  TagsApi tags_;
  MetricsApi metrics_;
  ServiceApi service_;
};

}  // namespace mailstop::api::v1
