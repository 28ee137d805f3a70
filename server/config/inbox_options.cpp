#include "config/inbox_options.hpp"

#include <fmt/format.h>

#include "base/clock.hpp"
#include "base/quantity.hpp"
#include "config/option_values.hpp"
#include "mailroom/inbox_choice.hpp"
#include "mailroom/routes.hpp"
#include "mailroom/tags.hpp"

namespace mailstop::config {
namespace {

Result<void> add_inbox_keys(Settings& settings, std::string_view value) {
  const auto keys = mailroom::parse_inbox_keys(value);
  if (!keys) return keys.error();
  auto& all = settings.mailroom.inbox_from;
  all.insert(all.end(), keys->begin(), keys->end());
  return {};
}

Result<void> add_route(Settings& settings, std::string_view value) {
  auto route = mailroom::parse_route(value, SystemClock().now());
  if (!route) return route.error();
  settings.mailroom.routes.push_back(std::move(*route));
  return {};
}

Result<void> add_tag_keys(Settings& settings, std::string_view value) {
  const auto keys = mailroom::parse_tag_keys(value);
  if (!keys) return keys.error();
  auto& all = settings.mailroom.tags_from;
  all.insert(all.end(), keys->begin(), keys->end());
  return {};
}

Result<void> add_tag_rule(Settings& settings, std::string_view value) {
  auto route = mailroom::parse_tag_rule(value, SystemClock().now());
  if (!route) return route.error();
  settings.mailroom.routes.push_back(std::move(*route));
  return {};
}

Result<void> set_max_messages(Settings& settings, std::string_view value) {
  std::uint64_t count = 0;
  if (auto done = set_count<std::uint64_t>(count, value, 0); !done) return done;
  settings.store.limits.max_messages.reset();
  if (count > 0) settings.store.limits.max_messages = count;
  return {};
}

Result<void> set_max_age(Settings& settings, std::string_view value) {
  const auto age = parse_duration(value);
  if (!age) return age.error();
  settings.store.limits.max_age.reset();
  if (age->count() > 0) settings.store.limits.max_age = *age;
  return {};
}

// Less would hardly hold the tables themselves.
constexpr std::uint64_t smallest_database = 1 << 20;

Result<void> set_max_database_size(Settings& settings, std::string_view value) {
  const auto size = parse_byte_size(value);
  if (!size) return size.error();
  if (*size != 0 && *size < smallest_database)
    return invalid_argument(fmt::format("\"{}\" is less than 1MiB; 0 is no limit", value));
  settings.store.limits.max_bytes.reset();
  if (*size > 0) settings.store.limits.max_bytes = *size;
  return {};
}

constexpr Option inbox_table[] = {
    {"inbox-from", "KEY,...", Arity::repeatable, "header,auth",
     "what names a mail's inbox, the first that does: header, auth, recipient-tag, recipient, helo, "
     "client-address",
     add_inbox_keys},
    {"route", "RULE", Arity::repeatable_lines, "none",
     "a routing rule, such as 'inbox=billing; match=to:*@billing.test'; besides inbox= there are tag= and "
     "discard",
     add_route},
    {"tag", "NAME=SEARCH", Arity::repeatable_lines, "none",
     "tag the mail that the search finds, such as 'invoices=subject:invoice'", add_tag_rule},
    {"tags-from", "KEY,...", Arity::repeatable, "header",
     "what gives a mail tags of its own: header (X-Tags), plus-address, user, none", add_tag_keys},
    {"max-messages", "N", Arity::once, "0, any number",
     "keep so many messages; the oldest that are not pinned go first", set_max_messages},
    {"max-age", "TIME", Arity::once, "0s, for ever", "delete messages that are older and not pinned",
     set_max_age},
    {"max-database-size", "SIZE", Arity::once, "2GiB",
     "let the database grow so large, then the oldest messages that are not pinned go; 0 is no limit",
     set_max_database_size},
};

}  // namespace

std::span<const Option> inbox_options() {
  return inbox_table;
}

}  // namespace mailstop::config
