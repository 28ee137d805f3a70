#include "api/compat/mailpit/messages_routes.hpp"

#include <charconv>
#include <utility>

#include "api/compat/go_json.hpp"
#include "api/compat/json_fields.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/date_text.hpp"
#include "api/compat/mailpit/search_query.hpp"
#include "api/compat/mailpit/tag_names.hpp"
#include "api/v1/json_writer.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;

// What is no number counts as not given.
std::uint64_t read_number(const http::Request& request, std::string_view name, std::uint64_t otherwise) {
  const auto text = request.query.get_or(name, "");
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = !text.empty() && error == std::errc{} && end == text.data() + text.size();
  return is_number ? number : otherwise;
}

TimeZone zone_of(const http::Request& request) {
  return zone_named(request.query.get_or("tz", "UTC"));
}

query::Query and_before(query::Query query, const http::Request& request) {
  const auto time = read_date_text(request.query.get_or("before", ""), zone_of(request));
  if (!time) return query;
  query::ReceivedTerm term;
  term.not_after = *time;
  return query::Query{query::And{{std::move(query), query::Query{term}}}};
}

std::string listing_json(Listing listing, std::uint64_t start, const std::vector<std::string>& tags) {
  v1::JsonWriter json;
  json.begin_object();
  json.member("total", listing.totals.total);
  json.member("unread", listing.totals.unread);
  json.member("count", listing.rows.size());
  json.member("messages_count", listing.matched.total);
  json.member("messages_unread", listing.matched.unread);
  json.member("start", start);
  json.array("tags", tags, [&](const auto& tag) { json.value(tag); });
  json.key("messages");
  json.begin_array();
  for (auto& row : listing.rows) json.document(std::exchange(row, {}));
  json.end_array();
  json.end_object();
  return json.take();
}

// Which messages a PUT means: those of `ids`, or all of `selection`.
struct MarkRequest {
  bool read = false;
  std::vector<std::string> ids;
  std::string search;
};

Result<MarkRequest> read_mark_request(const http::Request& request) {
  Json json;
  MarkRequest wish;
  if (auto parsed = parse_fields(request.body, json); !parsed) return parsed.error();
  if (auto read = read_field(json, "Read", wish.read); !read) return read.error();
  if (auto read = read_ids(json, wish.ids); !read) return read.error();
  if (auto read = read_field(json, "Search", wish.search); !read) return read.error();
  if (!wish.ids.empty() && !wish.search.empty())
    return invalid_argument("You may specify either IDs or a search query, not both");
  return wish;
}

// Only those whose state it changes: nobody is told of the others.
query::Query not_yet(bool read) {
  query::Query flag{query::FlagTerm{query::Flag::read}};
  if (!read) return flag;
  return query::Query{query::Not{std::make_shared<const query::Query>(std::move(flag))}};
}

// MailHog is cleared by the same request, and its client for Node takes any text of the answer for JSON. It
// says nothing of itself, as no client of Mailpit does.
bool is_of_mailhog(const http::Request& request) {
  const auto& headers = request.headers;
  return request.body.empty() && headers.has("Connection") && !headers.has("Accept") &&
         !headers.has("Accept-Encoding") && !headers.has("User-Agent") && !headers.has("Content-Type");
}

http::Response no_query() {
  return bad_request("Error: no search query");
}

// Whoever wrote it meant some messages: a change of all of them is no answer to that.
http::Response no_term() {
  return bad_request("Error: nothing in the search query can be searched for");
}

}  // namespace

void MessagesApi::add_routes(http::Router& router) {
  const http::RouteOf<MessagesApi> shared[] = {
      {Method::get, "/api/v1/messages", "*", &MessagesApi::list, waiting_traits()},
      {Method::delete_, "/api/v1/messages", "*", &MessagesApi::remove, traits()},
  };
  const http::RouteOf<MessagesApi> own[] = {
      {Method::put, "/api/v1/messages", "*", &MessagesApi::mark, traits()},
      {Method::get, "/api/v1/search", "*", &MessagesApi::search, waiting_traits()},
      {Method::delete_, "/api/v1/search", "*", &MessagesApi::remove_found, traits()},
  };
  if (owns_v1_) router.add(shared, *this);
  router.add(own, *this);
}

Task<http::Response> MessagesApi::print(ListingWish wish) {
  const auto start = wish.start;
  auto listing = co_await list_messages(mailroom_, std::move(wish));
  if (!listing) co_return answer(listing.error());
  const auto tags = co_await tag_names(mailroom_);
  if (!tags) co_return answer(tags.error());
  co_return go_json_response(listing_json(std::move(*listing), start, *tags));
}

// `limit=0` is all of them.
Task<http::Response> MessagesApi::list(const http::Request& request) {
  ListingWish wish;
  if (request.query.has("before")) wish.query = and_before(query::Query{query::And{}}, request);
  wish.start = read_number(request, "start", 0);
  wish.limit = read_number(request, "limit", 50);
  if (wish.limit == 0) wish.limit = most_rows;
  co_return co_await print(std::move(wish));
}

Task<http::Response> MessagesApi::search(const http::Request& request) {
  const auto text = trim(request.query.get_or("query", ""));
  if (text.empty()) co_return no_query();
  auto query = parse_search(text, zone_of(request));
  if (!query) co_return answer(query.error());
  ListingWish wish;
  wish.query = and_before(std::move(*query), request);
  wish.start = read_number(request, "start", 0);
  wish.limit = read_number(request, "limit", 50);
  co_return co_await print(std::move(wish));
}

Task<http::Response> MessagesApi::mark(const http::Request& request) {
  auto wish = read_mark_request(request);
  if (!wish) co_return answer(wish.error());
  store::Patch patch;
  patch.read = wish->read;
  if (!wish->ids.empty()) {
    const auto marked = co_await mailroom_.update_each(std::move(wish->ids), std::move(patch));
    co_return marked ? ok() : answer(marked.error());
  }
  auto found = parse_search(wish->search, zone_of(request));
  if (!found) co_return answer(found.error());
  if (!wish->search.empty() && holds_for_all(*found)) co_return no_term();
  store::Selection selection;
  selection.query = query::Query{query::And{{std::move(*found), not_yet(wish->read)}}};
  const auto updated = co_await mailroom_.update_all(std::move(selection), std::move(patch));
  co_return updated ? ok() : answer(updated.error());
}

// Without a body, or with an empty list, all of them; what cannot be read deletes nothing.
Task<http::Response> MessagesApi::remove(const http::Request& request) {
  std::vector<std::string> ids;
  if (!trim(request.body).empty()) {
    Json json;
    if (const auto parsed = parse_fields(request.body, json); !parsed) co_return answer(parsed.error());
    if (const auto read = read_ids(json, ids); !read) co_return answer(read.error());
  }
  if (!ids.empty()) {
    const auto removed = co_await mailroom_.remove_each(std::move(ids));
    co_return removed ? ok() : answer(removed.error());
  }
  store::Selection all;
  const auto removed = co_await mailroom_.remove_all(std::move(all));
  if (removed && is_of_mailhog(request)) co_return http::empty_response(http::Status::ok);
  co_return removed ? ok() : answer(removed.error());
}

Task<http::Response> MessagesApi::remove_found(const http::Request& request) {
  const auto text = trim(request.query.get_or("query", ""));
  if (text.empty()) co_return no_query();
  store::Selection selection;
  auto query = parse_search(text, zone_of(request));
  if (!query) co_return answer(query.error());
  if (holds_for_all(*query)) co_return no_term();
  selection.query = std::move(*query);
  const auto removed = co_await mailroom_.remove_all(std::move(selection));
  co_return removed ? ok() : answer(removed.error());
}

}  // namespace mailstop::api::compat::mailpit
