#include "api/compat/mailhog/events_routes.hpp"

#include <boost/asio/this_coro.hpp>

#include "api/compat/mailhog/answers.hpp"
#include "api/compat/mailhog/message.hpp"
#include "api/compat/offload_large.hpp"

namespace mailstop::api::compat::mailhog {

using http::Method;

void EventsApi::add_routes(http::Router& router) {
  const http::RouteOf<EventsApi> routes[] = {
      {Method::get, "/api/v1/events", "*", &EventsApi::events, same_origin_traits()},
      {Method::get, "/api/v2/websocket", "*", &EventsApi::websocket, same_origin_traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> EventsApi::events(const http::Request&) {
  co_return http::event_response(
      [this](http::EventStream& stream) { return write_messages(Form::pretty, stream); });
}

Task<http::Response> EventsApi::websocket(const http::Request& request) {
  if (!request.is_upgrade) co_return answer(http::Status::bad_request, "Bad Request");
  co_return http::event_response(
      [this](http::EventStream& stream) { return write_messages(Form::one_line, stream); });
}

Task<> EventsApi::write_messages(Form form, http::EventStream& stream) {
  auto subscription = mailroom_.bus().subscribe(co_await asio::this_coro::executor);
  for (bool is_open = true; is_open;) {
    const auto delivery = co_await subscription.next();
    if (const auto* const event = std::get_if<events::SharedEvent>(&delivery)) {
      is_open = co_await send(**event, form, stream);
    } else {
      const bool is_behind = std::holds_alternative<events::Lagged>(delivery);
      co_return stream.end_with(is_behind ? http::CloseCode::try_again_later : http::CloseCode::going_away,
                                is_behind ? "too slow" : "the server stops");
    }
  }
}

Task<bool> EventsApi::send(const events::Event& event, Form form, http::EventStream& stream) {
  const auto* const stored = std::get_if<events::MessageStored>(&event.change);
  if (!stored) co_return true;
  const auto message = co_await load_message(mailroom_, stored->message.id);
  if (!message) co_return true;  // it is gone again
  auto job = [&] {
    return form == Form::pretty ? pretty_message_json(*message, hostname_)
                                : message_json(*message, hostname_);
  };
  const auto json = co_await offload_large(mailroom_, message->raw.size(), std::move(job));
  const std::string_view no_type;
  co_return co_await stream.send(event.sequence, no_type, json);
}

}  // namespace mailstop::api::compat::mailhog
