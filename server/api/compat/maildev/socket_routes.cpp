#include "api/compat/maildev/socket_routes.hpp"

#include <fmt/format.h>

#include <boost/asio/this_coro.hpp>
#include <chrono>

#include "api/compat/maildev/answers.hpp"
#include "api/compat/maildev/load_email.hpp"
#include "base/digest.hpp"
#include "base/random.hpp"

namespace mailstop::api::compat::maildev {
namespace {

using http::Method;
using http::Status;

constexpr std::chrono::milliseconds ping_timeout{20'000};
constexpr std::string_view ping = "2";

// Engine.IO: packet "open".
std::string open_packet(std::string_view session, std::chrono::milliseconds ping_interval) {
  return fmt::format(
      R"(0{{"sid":"{}","upgrades":[],"pingInterval":{},"pingTimeout":{},"maxPayload":1000000}})", session,
      ping_interval.count(), ping_timeout.count());
}

// Socket.IO in a "message" of Engine.IO: packet "connect", for the main namespace.
std::string connect_packet(std::string_view session) {
  return fmt::format(R"(40{{"sid":"{}"}})", session);
}

std::string event_packet(std::string_view name, std::string_view argument) {
  return fmt::format(R"(42["{}",{}])", name, argument);
}

std::string deletion_packet(const Json& what) {
  return event_packet("deleteMail", to_text(what));
}

std::string make_session_id() {
  constexpr std::size_t enough = 10;
  return to_hex(random_bytes(enough));
}

// Engine.IO's own error: 0 for an unknown transport, 5 for a version of the protocol.
http::Response engine_error(int code, std::string_view message) {
  return json_answer(Json{{"code", code}, {"message", std::string(message)}}, Status::bad_request);
}

}  // namespace

void SocketApi::add_routes(http::Router& router) {
  http::RouteTraits traits;
  traits.refuse = refuse;
  traits.same_origin = true;
  const http::RouteOf<SocketApi> routes[] = {
      {Method::get, "/socket.io", "*", &SocketApi::open, traits},
      {Method::get, "/socket.io/", "*", &SocketApi::open, traits},
  };
  router.add(routes, *this);
}

Task<http::Response> SocketApi::open(const http::Request& request) {
  if (request.query.get_or("EIO", "") != "4") co_return engine_error(5, "Unsupported protocol version");
  const bool is_websocket = request.query.get_or("transport", "") == "websocket";
  if (!is_websocket || !request.is_upgrade) co_return engine_error(0, "Transport unknown");
  co_return http::event_response([this](http::EventStream& stream) { return write_events(stream); });
}

Task<> SocketApi::write_events(http::EventStream& stream) {
  const auto executor = co_await asio::this_coro::executor;
  auto subscription = mailroom_.bus().subscribe(executor);
  const std::string_view no_type;
  const auto opened = open_packet(make_session_id(), ping_interval_);
  const auto connected = connect_packet(make_session_id());
  stream.add(0, no_type, opened);
  stream.add(0, no_type, connected);
  bool is_open = co_await stream.flush();
  using Clock = std::chrono::steady_clock;
  auto next_ping = Clock::now() + ping_interval_;
  while (is_open) {
    // However many events wait: without a ping the client hangs up.
    if (Clock::now() >= next_ping) {
      next_ping = Clock::now() + ping_interval_;
      is_open = co_await stream.send(0, no_type, ping);
      continue;
    }
    const auto delivery = co_await subscription.next_until(next_ping);
    if (!delivery) continue;
    const auto* const event = std::get_if<events::SharedEvent>(&*delivery);
    if (!event) co_return stream.end_with(http::CloseCode::going_away, "the events ended");
    co_await add_event(**event, stream);
    is_open = co_await stream.flush();
  }
}

// The place in a list that `index` names, the server does not keep; of an inbox that was emptied, not the
// ids.
Task<> SocketApi::add_event(const events::Event& event, http::EventStream& stream) {
  const std::string_view no_type;
  if (const auto* const stored = std::get_if<events::MessageStored>(&event.change)) {
    const auto email = co_await load_email(mailroom_, stored->message.id, Version::v2);
    if (email) stream.add(event.sequence, no_type, event_packet("newMail", email->text));
  } else if (const auto* const deleted = std::get_if<events::MessageDeleted>(&event.change)) {
    for (const auto& id : deleted->ids)
      stream.add(event.sequence, no_type, deletion_packet(Json{{"id", id}, {"index", -1}}));
  } else if (std::holds_alternative<events::InboxCleared>(event.change)) {
    const auto status = co_await mailroom_.status();
    const bool is_empty = status && status->totals.total == 0;
    if (is_empty) stream.add(event.sequence, no_type, deletion_packet(Json{{"id", "all"}}));
  }
}

}  // namespace mailstop::api::compat::maildev
