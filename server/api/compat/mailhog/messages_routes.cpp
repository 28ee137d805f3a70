#include "api/compat/mailhog/messages_routes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "api/compat/mailhog/answers.hpp"
#include "api/compat/mailhog/part_download.hpp"
#include "api/compat/mailhog/release_request.hpp"
#include "api/compat/mailhog/search.hpp"
#include "api/compat/offload_large.hpp"
#include "api/compat/untrusted_bytes.hpp"
#include "http/content_disposition.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

using http::Method;
using http::Status;

constexpr std::uint64_t longest_v1_list = 1000;
constexpr std::uint64_t longest_page = 250;
constexpr std::uint64_t usual_page = 50;

// What is no number above 0 counts as not given.
std::uint64_t read_number(const http::Request& request, std::string_view name, std::uint64_t otherwise) {
  const auto text = request.query.get_or(name, "");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number && number > 0 ? static_cast<std::uint64_t>(number) : otherwise;
}

std::uint64_t read_limit(const http::Request& request) {
  return std::min(read_number(request, "limit", usual_page), longest_page);
}

std::string id_of(const http::Request& request) {
  return from_mailhog_id(request.parameter("id"));
}

std::vector<std::string> ids_of(std::vector<mail::MessageSummary>& messages) {
  std::vector<std::string> ids;
  for (auto& message : messages) ids.push_back(std::move(message.id));
  return ids;
}

}  // namespace

void MessagesApi::add_routes(http::Router& router, V1List v1_list) {
  const http::RouteOf<MessagesApi> shared[] = {
      {Method::get, "/api/v1/messages", "*", &MessagesApi::list_v1, traits()},
      {Method::delete_, "/api/v1/messages", "*", &MessagesApi::remove_all, traits()},
  };
  const http::RouteOf<MessagesApi> own[] = {
      {Method::get, "/api/v1/messages/{id}", "*", &MessagesApi::get, traits()},
      {Method::delete_, "/api/v1/messages/{id}", "*", &MessagesApi::remove, traits()},
      {Method::get, "/api/v1/messages/{id}/download", "*", &MessagesApi::download, traits()},
      {Method::get, "/api/v1/messages/{id}/mime/part/{part}/download", "*", &MessagesApi::download_part,
       traits()},
      {Method::post, "/api/v1/messages/{id}/release", "*", &MessagesApi::release, traits()},
      {Method::get, "/api/v2/messages", "*", &MessagesApi::list_v2, long_traits()},
      {Method::get, "/api/v2/search", "*", &MessagesApi::search, long_traits()},
      {Method::get, "/api/v2/outgoing-smtp", "*", &MessagesApi::outgoing, traits()},
  };
  if (v1_list == V1List::answered) router.add(shared, *this);
  router.add(own, *this);
}

Task<http::Response> MessagesApi::list_v1(const http::Request&) {
  OffsetRequest wanted;
  wanted.limit = longest_v1_list;
  auto page = co_await list_at(mailroom_, std::move(wanted));
  if (!page) co_return failure(page.error());
  co_return stream(ids_of(page->messages), {"[", "]", list_type});
}

Task<http::Response> MessagesApi::remove_all(const http::Request&) {
  store::Selection everything;
  const auto removed = co_await mailroom_.remove_all(std::move(everything));
  co_return removed ? done() : failure(removed.error());
}

Task<http::Response> MessagesApi::get(const http::Request& request) {
  auto json = co_await load_message_json(mailroom_, id_of(request), hostname_);
  if (!json && json.error().code == Errc::not_found) co_return json_answer("null");
  co_return json ? json_answer(std::move(*json)) : failure(json.error());
}

Task<http::Response> MessagesApi::remove(const http::Request& request) {
  const auto removed = co_await mailroom_.remove(id_of(request));
  co_return removed ? done() : failure(removed.error());
}

Task<http::Response> MessagesApi::download(const http::Request& request) {
  auto message = co_await load_message(mailroom_, id_of(request));
  if (!message) co_return failure(message.error());
  auto job = [&] { return download_of(*message, hostname_); };
  auto bytes = co_await offload_large(mailroom_, message->raw.size(), std::move(job));
  auto response = untrusted_bytes(std::move(bytes), "message/rfc822");
  const auto name = to_mailhog_id(message->stored.summary.id, hostname_) + ".eml";
  response.headers.set("Content-Disposition", http::content_disposition(http::Disposition::attachment, name));
  co_return response;
}

Task<http::Response> MessagesApi::download_part(const http::Request& request) {
  auto message = co_await load_message(mailroom_, id_of(request));
  if (!message) co_return failure(message.error());
  auto job = [&] { return find_part(*message, request.parameter("part")); };
  auto part = co_await offload_large(mailroom_, message->raw.size(), std::move(job));
  if (!part) co_return failure(part.error());
  const auto name = fmt::format("{}-part-{}", to_mailhog_id(message->stored.summary.id, hostname_),
                                request.parameter("part"));
  auto response = untrusted_bytes(std::move(part->bytes), "application/octet-stream");
  response.headers.set("Content-Disposition", http::content_disposition(http::Disposition::attachment, name));
  for (const auto& header : part->headers) response.headers.set(header.name, header.value);
  co_return response;
}

Task<http::Response> MessagesApi::release(const http::Request& request) {
  const auto message = co_await mailroom_.get(id_of(request));
  if (!message) co_return failure(message.error());
  const auto checked = check_release(request.body);
  if (!checked) co_return answer(Status::bad_request, checked.error().message);
  co_return answer(Status::not_implemented,
                   "Mailstop gives mail to no other server: it cannot release this one");
}

Task<http::Response> MessagesApi::list_v2(const http::Request& request) {
  OffsetRequest wanted;
  wanted.start = read_number(request, "start", 0);
  wanted.limit = read_limit(request);
  const auto start = wanted.start;
  auto page = co_await list_at(mailroom_, std::move(wanted));
  if (!page) co_return failure(page.error());
  co_return page_response(ids_of(page->messages), start, page->matched, list_type);
}

Task<http::Response> MessagesApi::search(const http::Request& request) {
  const auto kind = parse_search_kind(request.query.get_or("kind", ""));
  const auto text = request.query.get_or("query", "");
  if (!kind || text.empty()) co_return answer(Status::bad_request, "");
  SearchRequest wanted;
  wanted.kind = *kind;
  wanted.text = text;
  wanted.start = read_number(request, "start", 0);
  wanted.limit = read_limit(request);
  const auto start = wanted.start;
  auto found = co_await search_messages(mailroom_, std::move(wanted), hostname_);
  if (!found) co_return failure(found.error());
  co_return page_response(std::move(found->ids), start, found->total, "application/json");
}

// The servers that mail was released to and that were to be remembered: none.
Task<http::Response> MessagesApi::outgoing(const http::Request&) {
  co_return json_answer("{}");
}

http::Response MessagesApi::page_response(std::vector<std::string> ids, std::uint64_t start,
                                          std::uint64_t total, std::string_view content_type) {
  auto before = fmt::format(R"({{"total":{},"count":{},"start":{},"items":[)", total, ids.size(), start);
  return stream(std::move(ids), {std::move(before), "]}", content_type});
}

// Message by message: together they may be larger than the memory.
http::Response MessagesApi::stream(std::vector<std::string> ids, Frame frame) {
  http::Response response;
  response.headers.set("Content-Type", frame.content_type);
  response.body = http::BodyWriter([this, ids = std::move(ids), frame = std::move(frame)](
                                       http::BodySink& sink) { return write_messages(ids, frame, sink); });
  return response;
}

// A message that was deleted meanwhile is left out.
Task<> MessagesApi::write_messages(std::vector<std::string> ids, Frame frame, http::BodySink& sink) {
  std::string text = std::move(frame.before);
  bool is_first = true;
  for (const auto& id : ids) {
    const auto json = co_await load_message_json(mailroom_, id, hostname_);
    if (!json && json.error().code == Errc::not_found) continue;
    if (!json) throw std::runtime_error(json.error().message);
    text += std::exchange(is_first, false) ? "" : ",";
    text += *json;
    const bool is_open = co_await sink.write(text);
    if (!is_open) co_return;
    text.clear();
  }
  text += frame.after;
  co_await sink.write(text);
}

}  // namespace mailstop::api::compat::mailhog
