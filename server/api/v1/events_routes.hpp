// /v1/events: what happens to the store, to WebSocket and Server-Sent Events clients alike.
#pragma once
#include <cstdint>
#include <optional>

#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class EventsApi {
 public:
  explicit EventsApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  struct Watch {
    store::Selection selection;
    std::optional<std::uint64_t> after;
  };

  Task<http::Response> stream(const http::Request& request);
  Task<> write_events(Watch watch, http::EventStream& stream);
  Task<bool> is_ahead_of_store(std::uint64_t sequence);
  Task<bool> write_event(const Watch& watch, events::SharedEvent event, http::EventStream& stream);
  Task<bool> is_selected(const store::Selection& selection, const events::Event& event);
  Task<bool> is_found(store::Selection selection, const mail::MessageSummary& message);

  static const http::RouteOf<EventsApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
