#include "api/v1/selection_request.hpp"

#include <fmt/format.h>

#include <charconv>

#include "api/v1/inbox_name.hpp"
#include "api/v1/list_cursor.hpp"
#include "base/text.hpp"
#include "query/parser.hpp"

namespace mailstop::api::v1 {
namespace {

constexpr std::uint64_t largest_page = 1000;

// As the store counts, in 63 bits.
constexpr std::uint64_t largest_number = INT64_MAX;

http::Response refuse(std::string message) {
  return http::error_response(invalid_argument(std::move(message)));
}

Result<void> take_held(const http::QueryParameters& parameters, store::Selection& selection) {
  const auto held = parameters.flag("held");
  if (!held) return held.error();
  selection.held = *held;
  return {};
}

// Where in which order the page begins.
Result<void> take_place(const http::QueryParameters& parameters, store::ListRequest& wanted) {
  const auto sort = parse_sort(parameters);
  if (!sort) return sort.error();
  const auto order = parse_order(parameters);
  if (!order) return order.error();
  auto cursor = parse_cursor(parameters, *sort);
  if (!cursor) return cursor.error();
  const auto offset = parse_number(parameters, "offset", "a number of messages to leave out");
  if (!offset) return offset.error();
  if (*offset && *cursor)
    return invalid_argument(
        "query parameter \"offset\" does not go with \"cursor\", which says where the page begins");
  wanted.sort = *sort;
  wanted.order = *order;
  wanted.cursor = std::move(*cursor);
  wanted.offset = offset->value_or(0);
  return {};
}

}  // namespace

Result<std::optional<std::uint64_t>> parse_number(const http::QueryParameters& parameters,
                                                  std::string_view name, std::string_view expected) {
  const auto text = parameters.get(name);
  if (!text) return std::optional<std::uint64_t>();
  std::uint64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || stop != end || number > largest_number)
    return invalid_argument(fmt::format("query parameter \"{}\" must be {}", name, expected));
  return std::optional<std::uint64_t>(number);
}

Result<std::uint32_t> parse_limit(const http::QueryParameters& parameters, std::uint32_t usual) {
  constexpr std::string_view expected = "a number from 1 to 1000";
  const auto limit = parse_number(parameters, "limit", expected);
  if (!limit) return limit.error();
  const auto number = limit->value_or(usual);
  if (number < 1 || number > largest_page)
    return invalid_argument(fmt::format("query parameter \"limit\" must be {}", expected));
  return static_cast<std::uint32_t>(number);
}

Result<std::optional<std::string>> confining_inbox(const http::Request& request) {
  for (const auto& [name, value] : request.path_parameters) {
    if (name != "inbox") continue;
    if (!is_inbox_name(value)) return invalid_inbox_name("inbox");
    return std::optional(value);
  }
  return std::optional<std::string>();
}

Result<std::string> inbox_of_body(const http::Request& request, std::string_view named) {
  auto confining = confining_inbox(request);
  if (!confining) return confining.error();
  if (!*confining) return std::string(named);
  if (!named.empty() && named != **confining)
    return invalid_argument(
        fmt::format("\"inbox\" is \"{}\", but the path names the inbox \"{}\"", named, **confining));
  return std::move(**confining);
}

Parsed<store::Selection> parse_selection(const http::Request& request, Timestamp now) {
  const auto& parameters = request.query;
  store::Selection selection;
  auto confining = confining_inbox(request);
  if (!confining) return http::error_response(confining.error());
  selection.inbox = std::move(*confining);
  if (const auto inbox = parameters.get("inbox")) {
    if (!is_inbox_name(*inbox)) return http::error_response(invalid_inbox_name("inbox"));
    selection.inbox = *inbox;
  }
  if (const auto text = parameters.get("q"); text && !trim(*text).empty()) {
    auto query = query::parse_query(*text, now);
    if (!query)
      return http::error_response(http::Status::bad_request, "invalid_query", query.error().message);
    selection.query = std::move(*query);
  }
  return selection;
}

Parsed<store::ListRequest> parse_list_request(const http::Request& request, Timestamp now) {
  const auto& parameters = request.query;
  auto selection = parse_selection(request, now);
  if (!selection) return selection.error();
  if (auto held = take_held(parameters, *selection); !held) return http::error_response(held.error());
  const auto after = parse_number(parameters, "after", "a sequence number");
  if (!after) return http::error_response(after.error());
  if (*after && selection->held)
    return refuse("query parameter \"after\" does not go with \"held\": a held message has no sequence yet");
  const auto limit = parse_limit(parameters);
  if (!limit) return http::error_response(limit.error());
  store::ListRequest wanted;
  if (auto place = take_place(parameters, wanted); !place) return http::error_response(place.error());
  wanted.selection = std::move(*selection);
  wanted.selection.after = after->value_or(0);
  wanted.limit = *limit;
  return wanted;
}

Result<std::optional<store::Window>> parse_window(const http::QueryParameters& parameters) {
  using Wanted = std::optional<store::Window>;
  if (!parameters.has("limit")) {
    if (parameters.has("cursor"))
      return invalid_argument(
          "query parameter \"cursor\" goes only with \"limit\": without it, everything is one window");
    return Wanted();
  }
  const auto limit = parse_limit(parameters);
  if (!limit) return limit.error();
  const auto cursor = parse_cursor(parameters, store::Sort::received);
  if (!cursor) return cursor.error();
  store::Window window;
  window.limit = *limit;
  if (*cursor) window.cursor = (*cursor)->sequence;
  return Wanted(window);
}

Parsed<store::Selection> parse_bulk_selection(const http::Request& request, Timestamp now) {
  const auto& parameters = request.query;
  const auto all = parameters.get("all");
  if (all && *all != "true") return refuse("query parameter \"all\" must be true, or be left out");
  auto selection = parse_selection(request, now);
  if (!selection) return selection;
  if (auto held = take_held(parameters, *selection); !held) return http::error_response(held.error());
  if (!all && !selection->inbox && !selection->query)
    return refuse("which messages? Give \"q\" (not empty), \"inbox\", or \"all=true\" for every message");
  return selection;
}

Parsed<mailroom::MessageReference> parse_reference(const http::Request& request, Timestamp now) {
  mailroom::MessageReference reference;
  reference.id = request.parameter("id");
  if (reference.id == "latest") {
    auto selection = parse_selection(request, now);
    if (!selection) return selection.error();
    reference.selection = std::move(*selection);
    return reference;
  }
  for (const auto name : {"q", "inbox"}) {
    if (request.query.has(name))
      return refuse(fmt::format("query parameter \"{}\" goes only with the id \"latest\"", name));
  }
  return reference;
}

}  // namespace mailstop::api::v1
