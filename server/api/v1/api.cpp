#include "api/v1/api.hpp"

namespace mailstop::api::v1 {

Api::Api(mailroom::Mailroom& mailroom, FactSource facts, ExplainLine explain, MetricSources metrics,
         std::uint64_t max_message_size)
    : messages_(mailroom, max_message_size),
      views_(mailroom),
      extract_(mailroom),
      sessions_(mailroom, std::move(explain)),
      events_(mailroom),
      expect_(mailroom),
      export_(mailroom),
      inboxes_(mailroom),
      routing_(mailroom),
      tags_(mailroom),
      metrics_(mailroom, facts, metrics),
      service_(mailroom, std::move(facts)) {}

void Api::add_routes(http::Router& router) {
  messages_.add_routes(router);
  views_.add_routes(router);
  extract_.add_routes(router);
  sessions_.add_routes(router);
  events_.add_routes(router);
  expect_.add_routes(router);
  export_.add_routes(router);
  inboxes_.add_routes(router);
  routing_.add_routes(router);
  tags_.add_routes(router);
  metrics_.add_routes(router);
  service_.add_routes(router);
}

}  // namespace mailstop::api::v1
