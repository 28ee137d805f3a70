#include "api/v1/events_routes.hpp"

#include <fmt/format.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <charconv>

#include "api/v1/confined_routes.hpp"
#include "api/v1/event_json.hpp"
#include "api/v1/selection_request.hpp"
#include "base/version.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

// Nobody sees the difference, and many events at once cost little more than one.
constexpr std::chrono::milliseconds batch_pause{20};
constexpr std::size_t largest_batch = 64 * 1024;

// The HTML specification's EventSource sends what the last `id:` was.
Result<std::optional<std::uint64_t>> parse_last_event_id(const http::Request& request) {
  const auto text = request.header("Last-Event-ID");
  if (text.empty()) return std::optional<std::uint64_t>();
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size())
    return invalid_argument("the header Last-Event-ID must be a sequence number");
  return std::optional<std::uint64_t>(number);
}

struct MessageOf {
  const mail::MessageSummary* operator()(const events::MessageStored& change) const {
    return &change.message;
  }
  const mail::MessageSummary* operator()(const events::MessageUpdated& change) const {
    return &change.message;
  }
  const mail::MessageSummary* operator()(const events::MessageDeleted&) const { return nullptr; }
  const mail::MessageSummary* operator()(const events::InboxCleared&) const { return nullptr; }
  const mail::MessageSummary* operator()(const events::StoreTrimmed&) const { return nullptr; }
  const mail::MessageSummary* operator()(const events::SessionEnded&) const { return nullptr; }
};

const mail::MessageSummary* message_of(const events::Event& event) {
  return std::visit(MessageOf{}, event.change);
}

// None when only the store can say. What is gone can no longer be searched; a client ignores ids that it
// never saw. A session is no message: no search is about it.
std::optional<bool> is_selected(const store::Selection& selection, const events::Event& event) {
  if (selection.inbox && !events::is_about(event, *selection.inbox)) return false;
  if (!selection.query || !message_of(event)) return true;
  return std::nullopt;
}

Task<> end_as_lagged(std::uint64_t after, http::EventStream& stream) {
  const std::string json = lagged_json(after);
  co_await stream.send(after, "lagged", json);
  stream.end_with(http::CloseCode::try_again_later, "lagged");
}

}  // namespace

const http::RouteOf<EventsApi> EventsApi::routes[] = {
    {Method::get, "/v1/events", "inbox q after", &EventsApi::stream, {.same_origin = true}},
};

void EventsApi::add_routes(http::Router& router) {
  add_with_confined<EventsApi>(router, routes, *this);
}

Task<http::Response> EventsApi::stream(const http::Request& request) {
  auto selection = parse_selection(request, mailroom_.now());
  if (!selection) co_return selection.error();
  const auto after = parse_number(request.query, "after", "a sequence number");
  if (!after) co_return http::error_response(after.error());
  const auto last = parse_last_event_id(request);
  if (!last) co_return http::error_response(last.error());

  Watch watch;
  watch.selection = std::move(*selection);
  watch.after = *last ? *last : *after;
  co_return http::event_response(
      [this, watch = std::move(watch)](http::EventStream& stream) { return write_events(watch, stream); });
}

Task<> EventsApi::write_events(Watch watch, http::EventStream& stream) {
  const auto executor = co_await asio::this_coro::executor;
  auto subscription = mailroom_.bus().subscribe(executor, watch.after);
  const std::uint64_t known = watch.after.value_or(subscription.start());
  bool is_unknown = known > subscription.start();
  if (is_unknown) is_unknown = co_await is_ahead_of_store(known);
  const std::uint64_t begin = is_unknown ? subscription.start() : known;
  const std::string hello = hello_json(begin, version);
  const bool greeted = co_await stream.send(begin, "hello", hello);
  if (!greeted) co_return;
  if (is_unknown) co_return co_await end_as_lagged(begin, stream);
  co_await write_batches(watch, begin, subscription, stream);
}

Task<> EventsApi::write_batches(const Watch& watch, std::uint64_t begin, events::Subscription& subscription,
                                http::EventStream& stream) {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  for (bool is_open = true; is_open;) {
    co_await pause.async_wait(asio::use_awaitable);
    auto delivery = co_await subscription.next();
    if (const auto* lagged = std::get_if<events::Lagged>(&delivery))
      co_return co_await end_as_lagged(lagged->after, stream);
    if (std::holds_alternative<events::Closed>(delivery))
      co_return stream.end_with(http::CloseCode::going_away, "the server stops");
    auto event = std::get<events::SharedEvent>(std::move(delivery));
    if (event->sequence <= begin) continue;
    const bool is_full = co_await add_batch(watch, std::move(event), subscription, stream) >= largest_batch;
    pause.expires_after(is_full ? std::chrono::milliseconds(0) : batch_pause);
    is_open = co_await stream.flush();
  }
}

// What is there already goes out with the first one. Answers with the bytes.
Task<std::size_t> EventsApi::add_batch(const Watch& watch, events::SharedEvent first,
                                       events::Subscription& subscription, http::EventStream& stream) {
  std::size_t bytes = 0;
  for (auto event = std::move(first); event; event = subscription.take_queued()) {
    auto is_wanted = is_selected(watch.selection, *event);
    if (!is_wanted) is_wanted = co_await is_found(watch.selection, *message_of(*event));
    if (!*is_wanted) continue;
    const auto json = documents_.of(event);
    stream.add(event->sequence, type_of(*event), *json);
    bytes += json->size();
    if (bytes >= largest_batch) break;
  }
  co_return bytes;
}

// A client that knows of more than there is has seen another store, one before a restart perhaps. The bus
// alone cannot tell: it may be about to publish what the client was told already.
Task<bool> EventsApi::is_ahead_of_store(std::uint64_t sequence) {
  const auto status = co_await mailroom_.status();
  co_return !status || sequence > status->sequence;
}

// Asks the store, so that a watch and a list of the same query agree, whatever the query looks at. When the
// store cannot say, the event is sent: one too many does less harm than one too few.
Task<bool> EventsApi::is_found(store::Selection selection, const mail::MessageSummary& message) {
  store::ListRequest request;
  request.selection = std::move(selection);
  request.selection.inbox = message.inbox;
  request.selection.after = message.sequence - 1;
  request.order = store::Order::oldest;
  request.limit = 1;
  const auto page = co_await mailroom_.list(std::move(request));
  if (!page) co_return true;
  co_return !page->messages.empty() && page->messages.front().id == message.id;
}

}  // namespace mailstop::api::v1
