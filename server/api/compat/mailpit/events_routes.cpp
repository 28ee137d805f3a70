#include "api/compat/mailpit/events_routes.hpp"

#include <boost/asio/this_coro.hpp>

#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/event_frames.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;

// The numbers follow what has changed by so long, once for all changes of that time.
constexpr std::chrono::milliseconds stats_pause{250};

}  // namespace

void EventsApi::add_routes(http::Router& router) {
  const http::RouteOf<EventsApi> routes[] = {
      {Method::get, "/api/events", "*", &EventsApi::stream, same_origin_traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> EventsApi::stream(const http::Request& request) {
  if (!request.is_upgrade) co_return bad_request("Bad Request\n");
  co_return http::event_response([this](http::EventStream& stream) { return write_events(stream); });
}

Task<std::string> EventsApi::stats_frame() {
  const auto status = co_await mailroom_.status();
  const auto totals = status ? status->totals : store::Totals();
  co_return mailpit::stats_frame(totals, facts_().version);
}

Task<> EventsApi::write_events(http::EventStream& stream) {
  const auto executor = co_await asio::this_coro::executor;
  auto subscription = mailroom_.bus().subscribe(executor);
  SeenStates seen;
  auto stats_due = std::optional(std::chrono::steady_clock::now());  // none while nothing has changed
  for (bool is_open = true; is_open;) {
    std::optional<events::Delivery> delivery;
    // A queue that is never empty must not keep the numbers back.
    const bool is_due = stats_due && std::chrono::steady_clock::now() >= *stats_due;
    if (stats_due && !is_due) delivery = co_await subscription.next_until(*stats_due);
    if (!stats_due) delivery = co_await subscription.next();
    if (!delivery) {
      stats_due.reset();
      const auto frame = co_await stats_frame();
      stream.add(0, "", frame);
    } else if (const auto* const event = std::get_if<events::SharedEvent>(&*delivery)) {
      co_await add_frames(**event, seen, stream);
      if (!stats_due) stats_due = std::chrono::steady_clock::now() + stats_pause;
    } else {
      // Whoever was too slow connects again and reads the list anew.
      co_return stream.end_with(http::CloseCode::going_away, "");
    }
    is_open = co_await stream.flush();
  }
}

Task<> EventsApi::add_frames(const events::Event& event, SeenStates& seen, http::EventStream& stream) {
  const auto add = [&stream](std::string_view frame) { stream.add(0, "", frame); };
  if (const auto* const stored = std::get_if<events::MessageStored>(&event.change)) {
    const auto message = co_await mailroom_.get(stored->message.id);
    if (!message) co_return;  // gone again
    seen.note(stored->message);
    if (!stored->message.tags.empty()) add(tags_frame(stored->message));
    add(new_frame(*message));
  } else if (const auto* const updated = std::get_if<events::MessageUpdated>(&event.change)) {
    for (const auto& frame : seen.frames_of(updated->message)) add(frame);
  } else if (const auto* const removed = std::get_if<events::MessageDeleted>(&event.change)) {
    for (const auto& id : removed->ids) {
      seen.forget(id);
      add(delete_frame(id));
    }
  } else if (const auto* const ended = std::get_if<events::SessionEnded>(&event.change)) {
    if (!ended->session.diagnosis.empty()) add(error_frame(ended->session));
  } else {
    // An inbox is part of the one mailbox that Mailpit has.
    const auto status = co_await mailroom_.status();
    add(empty_frame(status && status->totals.total == 0 ? "truncate" : "prune"));
  }
}

}  // namespace mailstop::api::compat::mailpit
