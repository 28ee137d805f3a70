// /v1/events: what happens to the store, to WebSocket and Server-Sent Events clients alike.
#pragma once
#include <cstdint>
#include <optional>

#include "api/v1/event_documents.hpp"
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
  Task<> write_batches(const Watch& watch, std::uint64_t begin, events::Subscription& subscription,
                       http::EventStream& stream);
  Task<std::size_t> add_batch(const Watch& watch, events::SharedEvent first,
                              events::Subscription& subscription, http::EventStream& stream);
  Task<bool> is_ahead_of_store(std::uint64_t sequence);
  Task<bool> is_found(store::Selection selection, const mail::MessageSummary& message);

  static const http::RouteOf<EventsApi> routes[];

  mailroom::Mailroom& mailroom_;
  EventDocuments documents_;
};

}  // namespace mailstop::api::v1
