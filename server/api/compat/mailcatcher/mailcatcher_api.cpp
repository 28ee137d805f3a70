#include "api/compat/mailcatcher/mailcatcher_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <charconv>
#include <memory>
#include <stdexcept>
#include <utility>

#include "api/compat/mailcatcher/message_json.hpp"
#include "api/compat/offload_large.hpp"
#include "api/compat/untrusted_bytes.hpp"
#include "api/v1/html_view.hpp"
#include "base/text.hpp"
#include "http/content_disposition.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::api::compat::mailcatcher {
namespace {

using http::Method;
using http::Status;

constexpr std::uint32_t rows_at_once = 1000;

http::Response refuse(Status status, std::string_view message) {
  return http::text_response(std::string(message), status);
}

http::Response failure(const Error& error) {
  return refuse(http::status_of(error.code), error.message);
}

http::Response no_such_message() {
  return refuse(Status::not_found, "Not Found");
}

// 0, which no message has, for what is no number.
Number parse_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

// The name of a charset: only what such names are made of.
std::string typed(std::string_view type, std::string_view charset) {
  const bool is_name = !charset.empty() && std::all_of(charset.begin(), charset.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
  return fmt::format("{};charset={}", type, is_name ? charset : "utf-8");
}

struct FileName {
  Number number = 0;
  std::string_view format;  // "" without an ending
};

FileName parse_file_name(std::string_view name) {
  const auto dot = std::min(name.find('.'), name.size());
  return {parse_number(name.substr(0, dot)), name.substr(std::min(dot + 1, name.size()))};
}

}  // namespace

void MailCatcherApi::add_routes(http::Router& router) {
  http::RouteTraits traits;
  traits.refuse = refuse;
  http::RouteTraits page = traits;
  page.leaves_other_methods = true;
  const http::RouteOf<MailCatcherApi> routes[] = {
      {Method::get, "/messages", "*", &MailCatcherApi::list, traits},
      {Method::delete_, "/messages", "*", &MailCatcherApi::remove_all, traits},
      {Method::get, "/messages/{file}", "*", &MailCatcherApi::get, traits},
      {Method::delete_, "/messages/{file}", "*", &MailCatcherApi::remove, traits},
      {Method::get, "/messages/{id}/parts/{cid}", "*", &MailCatcherApi::part, traits},
      {Method::delete_, "/", "*", &MailCatcherApi::quit, page},
  };
  router.add(routes, *this);
}

Task<http::Response> MailCatcherApi::list(const http::Request& request) {
  const auto caught_up = co_await numbered_.catch_up();
  if (!caught_up) co_return failure(caught_up.error());
  if (request.is_upgrade) co_return watch();
  http::Response response;
  response.headers.set("Content-Type", "application/json");
  response.body = http::BodyWriter([this](http::BodySink& sink) { return write_rows(sink); });
  co_return response;
}

// A message that comes meanwhile and has no number yet is left to the next list.
Task<> MailCatcherApi::write_rows(http::BodySink& sink) {
  std::string text = "[";
  store::ListRequest step;
  step.order = store::Order::oldest;
  step.limit = rows_at_once;
  bool is_first = true;
  do {
    const auto page = co_await mailroom_.list(step);
    if (!page) throw std::runtime_error(page.error().message);
    for (const auto& message : page->messages) {
      const auto number = numbered_.numbers().number_of(message.id);
      if (!number) continue;
      text += std::exchange(is_first, false) ? "" : ",";
      text += row_json(*number, message);
    }
    step.cursor = page->next_cursor;
    const bool is_open = co_await sink.write(text);
    if (!is_open) co_return;
    text.clear();
  } while (step.cursor);
  co_await sink.write("]");
}

Task<http::Response> MailCatcherApi::remove_all(const http::Request&) {
  store::Selection everything;
  const auto removed = co_await mailroom_.remove_all(std::move(everything));
  co_return removed ? http::empty_response() : failure(removed.error());
}

Task<Result<std::string>> MailCatcherApi::find(Number number) {
  const auto caught_up = co_await numbered_.catch_up();
  if (!caught_up) co_return caught_up.error();
  const auto* const id = numbered_.numbers().id_of(number);
  if (!id) co_return not_found("Not Found");
  co_return *id;
}

Task<http::Response> MailCatcherApi::get(const http::Request& request) {
  const auto name = parse_file_name(request.parameter("file"));
  const auto id = co_await find(name.number);
  if (!id) co_return failure(id.error());
  if (name.format == "source") co_return co_await source(*id, "text/plain;charset=utf-8");
  if (name.format == "eml") co_return co_await source(*id, "message/rfc822");
  auto message = co_await mailroom_.get(*id);
  if (!message) co_return failure(message.error());
  if (name.format == "json") co_return http::json_response(message_json(name.number, *message));
  if (name.format == "html") co_return co_await html(request, name.number, std::move(*message));
  if (name.format == "plain") co_return co_await plain(std::move(*message));
  co_return no_such_message();
}

Task<http::Response> MailCatcherApi::source(std::string id, std::string_view content_type) {
  auto raw = co_await mailroom_.raw(std::move(id));
  if (!raw) co_return failure(raw.error());
  co_return untrusted_bytes(std::move(*raw), content_type);
}

Task<http::Response> MailCatcherApi::html(const http::Request& request, Number number,
                                          store::StoredMessage message) {
  const auto* const part = html_part(message);
  if (!part) co_return no_such_message();
  const auto bytes = co_await mailroom_.part(message.summary.id, part->part_id);
  if (!bytes) co_return failure(bytes.error());
  const auto path_of = [&](const mail::Part& named) {
    return fmt::format("{}/parts/{}", number, http::percent_encode(named.content_id));
  };
  const auto policy = v1::policy_for_parts_at(fmt::format("/messages/{}/parts/", number), request.host,
                                              v1::RemoteContent::blocked);
  auto job = [&] { return v1::rewrite_content_ids(*bytes, message.parts, path_of); };
  auto page = co_await offload_large(mailroom_, bytes->size(), std::move(job));
  co_return untrusted_bytes(std::move(page), typed(part->content_type, part->charset), policy);
}

Task<http::Response> MailCatcherApi::plain(store::StoredMessage message) {
  const auto* const part = plain_part(message);
  if (!part) co_return no_such_message();
  auto bytes = co_await mailroom_.part(message.summary.id, part->part_id);
  if (!bytes) co_return failure(bytes.error());
  co_return untrusted_bytes(std::move(*bytes), typed(part->content_type, part->charset));
}

Task<http::Response> MailCatcherApi::remove(const http::Request& request) {
  const auto id = co_await find(parse_number(request.parameter("file")));
  if (!id) co_return failure(id.error());
  const auto removed = co_await mailroom_.remove(*id);
  co_return removed ? http::empty_response() : failure(removed.error());
}

Task<http::Response> MailCatcherApi::part(const http::Request& request) {
  const auto id = co_await find(parse_number(request.parameter("id")));
  if (!id) co_return failure(id.error());
  const auto message = co_await mailroom_.get(*id);
  if (!message) co_return failure(message.error());
  const auto& parts = message->parts;
  const auto& wanted = request.parameter("cid");
  const auto part = std::find_if(parts.begin(), parts.end(), [&](const mail::Part& candidate) {
    return content_id_of(*message, candidate) == wanted;
  });
  if (part == parts.end()) co_return no_such_message();
  auto bytes = co_await mailroom_.part(*id, part->part_id);
  if (!bytes) co_return failure(bytes.error());
  auto response = untrusted_bytes(std::move(*bytes), typed(part->content_type, part->charset));
  let_html_view_show(*part, response);
  if (is_attachment(*part))
    response.headers.set("Content-Disposition",
                         http::content_disposition(http::Disposition::attachment, part->filename));
  co_return response;
}

// As MailCatcher answers with --no-quit: whoever started the server ends it.
Task<http::Response> MailCatcherApi::quit(const http::Request&) {
  co_return refuse(Status::forbidden, "");
}

// What is told later than the numbers know is told on the stream, so that nothing is lost before it begins.
http::Response MailCatcherApi::watch() {
  return http::event_response([this, numbers = std::make_shared<MessageNumbers>(numbered_.numbers()),
                               after = numbered_.sequence()](http::EventStream& stream) {
    return write_events(numbers, after, stream);
  });
}

Task<> MailCatcherApi::write_events(std::shared_ptr<MessageNumbers> numbers, std::uint64_t after,
                                    http::EventStream& stream) {
  const auto executor = co_await asio::this_coro::executor;
  auto subscription = mailroom_.bus().subscribe(executor, after);
  for (;;) {
    const auto delivery = co_await subscription.next();
    if (std::holds_alternative<events::Lagged>(delivery))
      co_return stream.end_with(http::CloseCode::try_again_later, "too slow");
    const auto* const event = std::get_if<events::SharedEvent>(&delivery);
    if (!event) break;
    for (const auto& change : numbers->apply(**event)) {
      const bool is_open = co_await send((*event)->sequence, change, stream);
      if (!is_open) co_return;
    }
  }
  const auto farewell = quit_json();
  const std::string_view no_type;
  co_await stream.send(numbered_.sequence(), no_type, farewell);
  stream.end_with(http::CloseCode::going_away, "the server stops");
}

Task<bool> MailCatcherApi::send(std::uint64_t sequence, const Change& change, http::EventStream& stream) {
  std::string json = cleared_json();
  if (const auto* const added = std::get_if<Added>(&change)) {
    const auto message = co_await mailroom_.get(added->id);
    if (!message) co_return true;  // it is gone again
    json = added_json(added->number, *message);
  } else if (const auto* const removed = std::get_if<Removed>(&change)) {
    json = removed_json(removed->number);
  }
  const std::string_view no_type;
  co_return co_await stream.send(sequence, no_type, json);
}

}  // namespace mailstop::api::compat::mailcatcher
