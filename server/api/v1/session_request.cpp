#include "api/v1/session_request.hpp"

#include "api/v1/inbox_name.hpp"
#include "api/v1/selection_request.hpp"

namespace mailstop::api::v1 {

Result<store::SessionFilter> parse_session_filter(const http::Request& request) {
  const auto& parameters = request.query;
  store::SessionFilter filter;
  auto confining = confining_inbox(request);
  if (!confining) return confining.error();
  filter.inbox = std::move(*confining);
  if (const auto text = parameters.get("outcome")) {
    filter.outcome = mail::parse_outcome(*text);
    if (!filter.outcome)
      return invalid_argument(
          "query parameter \"outcome\" must be delivered, rejected, aborted, timeout or refused");
  }
  if (const auto inbox = parameters.get("inbox")) {
    if (!is_inbox_name(*inbox)) return invalid_inbox_name("inbox");
    filter.inbox = *inbox;
  }
  const auto after = parse_number(parameters, "after", "a sequence number");
  if (!after) return after.error();
  const auto limit = parse_limit(parameters);
  if (!limit) return limit.error();
  const auto cursor = parse_number(parameters, "cursor", "the nextCursor of the page before");
  if (!cursor) return cursor.error();
  const auto live = parameters.flag("live");
  if (!live) return live.error();
  filter.after = after->value_or(0);
  filter.limit = *limit;
  filter.cursor = *cursor;
  if (parameters.has("live")) filter.live = *live;
  return filter;
}

}  // namespace mailstop::api::v1
