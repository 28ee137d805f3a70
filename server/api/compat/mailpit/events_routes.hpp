// /api/events: what happens to the store, as Mailpit's page is told of it. A WebSocket only.
#pragma once
#include "api/compat/compat_context.hpp"
#include "api/compat/mailpit/event_frames.hpp"
#include "events/bus.hpp"
#include "http/event_stream.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class EventsApi {
 public:
  explicit EventsApi(const CompatContext& context) : mailroom_(context.mailroom), facts_(context.facts) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> stream(const http::Request& request);
  Task<> write_events(http::EventStream& stream);
  Task<> add_frames(const events::Event& event, SeenStates& seen, http::EventStream& stream);
  Task<std::string> stats_frame();

  mailroom::Mailroom& mailroom_;
  const v1::FactSource facts_;
};

}  // namespace mailstop::api::compat::mailpit
