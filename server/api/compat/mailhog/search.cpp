#include "api/compat/mailhog/search.hpp"

#include <algorithm>

#include "api/compat/offset_page.hpp"
#include "base/offload.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

constexpr std::uint32_t messages_at_once = 1000;
constexpr std::size_t long_message = 64 * 1024;  // searched on a worker

// The envelope's address or the header.
Result<query::Query> to_query(SearchKind kind, std::string_view text) {
  auto condition = query::TextCondition::make(query::Comparison::contains, text);
  if (!condition) return condition.error();
  const bool is_from = kind == SearchKind::from;
  query::Or any;
  any.operands.push_back(
      {query::TextTerm{is_from ? query::Field::sender : query::Field::recipient, *condition}});
  any.operands.push_back({query::TextTerm{is_from ? query::Field::from : query::Field::to, *condition}});
  any.operands.push_back({query::HeaderTerm{is_from ? "From" : "To", std::move(*condition)}});
  return query::Query{std::move(any)};
}

Task<Result<Found>> search_addresses(mailroom::Mailroom& mailroom, SearchRequest request) {
  auto query = to_query(request.kind, request.text);
  if (!query) co_return query.error();
  OffsetRequest wanted;
  wanted.selection.query = std::move(*query);
  wanted.start = request.start;
  wanted.limit = request.limit;
  auto page = co_await list_at(mailroom, std::move(wanted));
  if (!page) co_return page.error();
  Found found;
  found.total = page->matched;
  for (auto& message : page->messages) found.ids.push_back(std::move(message.id));
  co_return found;
}

bool is_in(std::string_view text, const std::string& folded) {
  return fold_case(to_valid_utf8(std::string(text))).find(folded) != std::string::npos;
}

bool holds(const Message& message, const std::string& folded, std::string_view hostname) {
  const auto content = read_content(data_of(message));
  if (is_in(content.body, folded)) return true;
  const auto is_in_values = [&](const auto& header) {
    return std::any_of(header.second.begin(), header.second.end(),
                       [&](const std::string& value) { return is_in(value, folded); });
  };
  const auto added = added_headers(message, content, hostname);
  return std::any_of(content.headers.begin(), content.headers.end(), is_in_values) ||
         std::any_of(added.begin(), added.end(), is_in_values);
}

// A message that was deleted meanwhile does not match.
Task<Result<bool>> is_match(mailroom::Mailroom& mailroom, std::string id, const std::string& folded,
                            const std::string& hostname) {
  auto message = co_await load_message(mailroom, std::move(id));
  if (!message && message.error().code == Errc::not_found) co_return false;
  if (!message) co_return message.error();
  auto job = [&] { return holds(*message, folded, hostname); };
  if (message->raw.size() < long_message) co_return job();
  co_return co_await offload(mailroom.workers(), std::move(job));
}

Task<Result<Found>> search_contents(mailroom::Mailroom& mailroom, SearchRequest request,
                                    std::string hostname) {
  const auto folded = fold_case(to_valid_utf8(std::move(request.text)));
  Found found;
  store::ListRequest step;
  step.limit = messages_at_once;
  do {
    const auto page = co_await mailroom.list(step);
    if (!page) co_return page.error();
    for (const auto& summary : page->messages) {
      const auto matches = co_await is_match(mailroom, summary.id, folded, hostname);
      if (!matches) co_return matches.error();
      if (!*matches) continue;
      if (found.total++ >= request.start && found.ids.size() < request.limit) found.ids.push_back(summary.id);
    }
    step.cursor = page->next_cursor;
  } while (step.cursor);
  co_return found;
}

}  // namespace

std::optional<SearchKind> parse_search_kind(std::string_view text) {
  if (text == "from") return SearchKind::from;
  if (text == "to") return SearchKind::to;
  if (text == "containing") return SearchKind::containing;
  return std::nullopt;
}

Task<Result<Found>> search_messages(mailroom::Mailroom& mailroom, SearchRequest request,
                                    std::string hostname) {
  if (request.kind == SearchKind::containing)
    co_return co_await search_contents(mailroom, std::move(request), std::move(hostname));
  co_return co_await search_addresses(mailroom, std::move(request));
}

}  // namespace mailstop::api::compat::mailhog
