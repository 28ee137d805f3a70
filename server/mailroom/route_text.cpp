// Routing rules as flags have them.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "mailroom/inbox_choice.hpp"
#include "mailroom/routes.hpp"
#include "mailroom/tags.hpp"
#include "query/parser.hpp"
#include "query/wildcards.hpp"

namespace mailstop::mailroom {
namespace {

constexpr std::string_view match_key = "match=";
constexpr std::string_view example = "write it like 'inbox=billing; match=to:*@billing.test'";

// "tag=a,b" with the key "tag=": "a,b"
std::optional<std::string_view> value_of(std::string_view action, std::string_view key) {
  if (!action.starts_with(key)) return std::nullopt;
  return trim(action.substr(key.size()));
}

Result<void> set_inbox(Route& route, std::string_view name) {
  if (!is_inbox_name(name))
    return invalid_argument(fmt::format("\"{}\" is no inbox name: it has 1 to {} of A-Z a-z 0-9 . _ @ + -",
                                        escape_controls(name), longest_inbox_name));
  route.inbox = name;
  return {};
}

Result<void> add_tags(Route& route, std::string_view names) {
  for (const auto word : split(names, ',')) {
    const auto tag = trim(word);
    if (!is_tag(tag))
      return invalid_argument(fmt::format("\"{}\" is no tag: it has 1 to {} bytes and no control characters",
                                          escape_controls(tag), longest_tag));
    route.tags.emplace_back(tag);
  }
  return {};
}

Result<void> add_action(Route& route, std::string_view action) {
  if (const auto name = value_of(action, "inbox=")) return set_inbox(route, *name);
  if (const auto names = value_of(action, "tag=")) return add_tags(route, *names);
  if (action != "discard")
    return invalid_argument(
        fmt::format("\"{}\" is none of inbox=NAME, tag=NAME,..., discard, match=SEARCH; {}",
                    escape_controls(action), example));
  route.discards = true;
  return {};
}

Result<void> set_match(Route& route, std::string_view expression, Timestamp now) {
  if (expression.empty())
    return invalid_argument(fmt::format("a rule needs a search expression; {}", example));
  auto query = query::parse_query(expression, now);
  if (!query) return query.error();
  auto match = query::with_wildcards(std::move(*query));
  if (!match) return match.error();
  route.written = expression;
  route.match = std::move(*match);
  return {};
}

}  // namespace

Result<Route> parse_tag_rule(std::string_view text, Timestamp now) {
  const auto sign = text.find('=');
  if (sign == std::string_view::npos)
    return invalid_argument("a rule for tags is NAME,...=SEARCH, such as 'invoices=subject:invoice'");
  Route route;
  if (auto done = add_tags(route, text.substr(0, sign)); !done) return done.error();
  if (auto done = set_match(route, trim(text.substr(sign + 1)), now); !done) return done.error();
  return route;
}

Result<Route> parse_route(std::string_view text, Timestamp now) {
  Route route;
  auto rest = trim(text);
  while (!rest.starts_with(match_key)) {
    const auto end = rest.find(';');
    if (auto done = add_action(route, trim(rest.substr(0, end))); !done) return done.error();
    if (end == std::string_view::npos)
      return invalid_argument(fmt::format("a route ends with match=; {}", example));
    rest = trim(rest.substr(end + 1));
  }
  if (route.inbox.empty() && route.tags.empty() && !route.discards)
    return invalid_argument(fmt::format("a route needs inbox=, tag= or discard before match=; {}", example));
  if (auto done = set_match(route, trim(rest.substr(match_key.size())), now); !done) return done.error();
  return route;
}

}  // namespace mailstop::mailroom
