#include "api/v1/messages_routes.hpp"

#include <fmt/format.h>

#include "api/v1/compose_request.hpp"
#include "api/v1/confined_routes.hpp"
#include "api/v1/count_json.hpp"
#include "api/v1/json_body.hpp"
#include "api/v1/message_json.hpp"
#include "api/v1/patch_request.hpp"
#include "api/v1/resolve_message.hpp"
#include "api/v1/selection_request.hpp"
#include "http/guard.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;
using http::Status;

// A rule of the server has dropped the message: there is nothing to show.
http::Response discarded() {
  return http::json_response(std::string(R"({"discarded":true})"), Status::accepted);
}

}  // namespace

const http::RouteOf<MessagesApi> MessagesApi::routes[] = {
    {Method::get, "/v1/messages", "inbox q held after limit cursor offset sort order", &MessagesApi::list},
    {Method::patch, "/v1/messages", "inbox q all limit cursor", &MessagesApi::update_many},
    {Method::delete_, "/v1/messages", "inbox q held all limit cursor", &MessagesApi::remove_many},
    {Method::get, "/v1/messages/{id}", "inbox q markRead", &MessagesApi::get},
    {Method::patch, "/v1/messages/{id}", "inbox q", &MessagesApi::update},
    {Method::delete_, "/v1/messages/{id}", "inbox q", &MessagesApi::remove},
};

void MessagesApi::add_routes(http::Router& router) {
  add_with_confined<MessagesApi>(router, routes, *this);
  // Base64 makes attachments a third larger; the rest is room for the JSON around them.
  http::RouteTraits traits;
  traits.body_limit = max_message_size_ + max_message_size_ / 3 + (1 << 20);
  const http::RouteOf<MessagesApi> inject[] = {
      {Method::post, "/v1/messages", "sender recipient* tag*", &MessagesApi::create, traits}};
  add_with_confined<MessagesApi>(router, inject, *this);
}

Task<http::Response> MessagesApi::list(const http::Request& request) {
  auto wanted = parse_list_request(request, mailroom_.now());
  if (!wanted) co_return wanted.error();
  const auto page = co_await mailroom_.list(std::move(*wanted));
  if (!page) co_return http::error_response(page.error());
  co_return http::json_response(list_json(*page));
}

Result<mailroom::Arrival> MessagesApi::read_arrival(const http::Request& request) const {
  if (request.content_type() == "message/rfc822") return parse_injected(request.query, request.body);
  for (const auto name : {"sender", "recipient", "tag"}) {
    if (request.query.has(name))
      return invalid_argument(
          fmt::format("query parameter \"{}\" goes only with a message/rfc822 body", name));
  }
  return parse_composed(request.body, mailroom_.now());
}

Task<http::Response> MessagesApi::create(const http::Request& request) {
  const auto type = request.content_type();
  if (type != "message/rfc822" && type != "application/json")
    co_return unsupported_type(request, "message/rfc822 or application/json");
  auto arrival = read_arrival(request);
  if (!arrival) co_return http::error_response(arrival.error());
  auto inbox = inbox_of_body(request, arrival->inbox);
  if (!inbox) co_return http::error_response(inbox.error());
  arrival->inbox = std::move(*inbox);
  if (arrival->raw.size() > max_message_size_) {
    co_return http::error_response(Status::payload_too_large, "too_large",
                                   fmt::format("the message has {} bytes, more than the limit of {}",
                                               arrival->raw.size(), max_message_size_));
  }
  arrival->envelope.client_address = request.client_address;
  auto stored = co_await mailroom_.accept(std::move(*arrival));
  if (!stored) co_return http::error_response(stored.error());
  if (!*stored) co_return discarded();
  const auto opened = co_await mailroom_.open((*stored)->id);
  if (!opened) co_return http::error_response(opened.error());
  auto response = http::json_response(message_json(*opened), Status::created);
  response.headers.set("Location", "/v1/messages/" + (*stored)->id);
  co_return response;
}

Task<http::Response> MessagesApi::update_many(const http::Request& request) {
  if (auto refusal = refuse_unless_json(request)) co_return std::move(*refusal);
  auto selection = parse_bulk_selection(request, mailroom_.now());
  if (!selection) co_return selection.error();
  auto patch = parse_patch(request.body);
  if (!patch) co_return http::error_response(patch.error());
  const auto window = parse_window(request.query);
  if (!window) co_return http::error_response(window.error());
  if (*window) {
    const auto done = co_await mailroom_.update_window(std::move(*selection), **window, std::move(*patch));
    if (!done) co_return http::error_response(done.error());
    co_return http::json_response(window_json("updated", *done));
  }
  const auto updated = co_await mailroom_.update_all(std::move(*selection), std::move(*patch));
  if (!updated) co_return http::error_response(updated.error());
  co_return http::json_response(count_json("updated", *updated));
}

Task<http::Response> MessagesApi::remove_many(const http::Request& request) {
  auto selection = parse_bulk_selection(request, mailroom_.now());
  if (!selection) co_return selection.error();
  const auto window = parse_window(request.query);
  if (!window) co_return http::error_response(window.error());
  if (*window) {
    const auto done = co_await mailroom_.remove_window(std::move(*selection), **window);
    if (!done) co_return http::error_response(done.error());
    co_return http::json_response(window_json("deleted", *done));
  }
  const auto deleted = co_await mailroom_.remove_all(std::move(*selection));
  if (!deleted) co_return http::error_response(deleted.error());
  co_return http::json_response(count_json("deleted", *deleted));
}

Task<http::Response> MessagesApi::get(const http::Request& request) {
  const auto mark_read = request.query.flag("markRead");
  if (!mark_read) co_return http::error_response(mark_read.error());
  // An image of another site must not mark mail as read.
  if (*mark_read) {
    if (auto refusal = http::refuse_origin(request)) co_return std::move(*refusal);
  }
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  if (*mark_read) {
    store::Patch patch;
    patch.read = true;
    const auto updated = co_await mailroom_.update(*id, std::move(patch));
    if (!updated) co_return http::error_response(updated.error());
  }
  const auto opened = co_await mailroom_.open(std::move(*id));
  if (!opened) co_return http::error_response(opened.error());
  co_return http::json_response(message_json(*opened));
}

Task<http::Response> MessagesApi::update(const http::Request& request) {
  if (auto refusal = refuse_unless_json(request)) co_return std::move(*refusal);
  auto patch = parse_patch(request.body);
  if (!patch) co_return http::error_response(patch.error());
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto updated = co_await mailroom_.update(std::move(*id), std::move(*patch));
  if (!updated) co_return http::error_response(updated.error());
  co_return http::json_response(summary_json(*updated));
}

Task<http::Response> MessagesApi::remove(const http::Request& request) {
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto removed = co_await mailroom_.remove(std::move(*id));
  if (!removed) co_return http::error_response(removed.error());
  co_return http::empty_response();
}

}  // namespace mailstop::api::v1
