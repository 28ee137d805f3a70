#include "api/v1/expect_request.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

#include "api/v1/inbox_name.hpp"
#include "api/v1/match_request.hpp"
#include "api/v1/selection_request.hpp"
#include "base/quantity.hpp"
#include "mail/codes.hpp"

namespace mailstop::api::v1 {
namespace {

using mailroom::Count;
using mailroom::Expectation;
using namespace std::chrono_literals;

constexpr Duration longest_wait = 10min;

struct ExpectReading {
  Timestamp now;
  Expectation expectation;
};

Result<Duration> to_wait(std::string_view text, std::string_view name) {
  const auto within = parse_duration(text);
  if (!within || *within > longest_wait)
    return invalid_argument(
        fmt::format("\"{}\" must be a time from 0s to 10m with its unit, such as 500ms or 10s", name));
  return *within;
}

Result<std::uint32_t> read_small_number(const Json& value, const std::string& path) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > mailroom::largest_count)
    return invalid_argument(
        fmt::format("\"{}\" must be a whole number from 0 to {}", path, mailroom::largest_count));
  return value.get<std::uint32_t>();
}

struct CountBounds {
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;
};

constexpr FieldOf<CountBounds> count_fields[] = {
    {"min", [](const Json& value, const std::string& path,
               CountBounds& bounds) { return assign(bounds.min, read_small_number(value, path)); }},
    {"max", [](const Json& value, const std::string& path,
               CountBounds& bounds) { return assign(bounds.max, read_small_number(value, path)); }},
};

Result<Count> read_count(const Json& value, const std::string& path) {
  if (!value.is_object()) {
    const auto number = read_small_number(value, path);
    if (!number) {
      return invalid_argument(
          fmt::format("\"{}\" must be a whole number from 0 to {}, or {{\"min\": 1, \"max\": 3}}", path,
                      mailroom::largest_count));
    }
    return Count{*number, *number};
  }
  CountBounds bounds;
  if (auto outcome = read_object(value, path, count_fields, bounds); !outcome) return outcome.error();
  if (value.empty() || (bounds.min == 0 && !bounds.max))
    return invalid_argument(
        fmt::format("\"{}\" needs a min of at least 1, or a max: it would always hold", path));
  if (bounds.max && bounds.min > *bounds.max)
    return invalid_argument(fmt::format("\"{}\": min is larger than max", path));
  return Count{bounds.min, bounds.max};
}

constexpr FieldOf<ExpectReading> expect_fields[] = {
    {"inbox",
     [](const Json& value, const std::string& path, ExpectReading& reading) {
       return assign(reading.expectation.inbox, read_inbox(value, path));
     }},
    {"after",
     [](const Json& value, const std::string& path, ExpectReading& reading) -> Result<void> {
       if (!value.is_number_unsigned() || value.get<std::uint64_t>() > INT64_MAX)
         return wrong_type(value, path, "a sequence number");
       reading.expectation.after = value.get<std::uint64_t>();
       return {};
     }},
    {"within",
     [](const Json& value, const std::string& path, ExpectReading& reading) -> Result<void> {
       const auto text = read_string(value, path);
       if (!text) return text.error();
       return assign(reading.expectation.within, to_wait(*text, path));
     }},
    {"count",
     [](const Json& value, const std::string& path, ExpectReading& reading) {
       return assign(reading.expectation.count, read_count(value, path));
     }},
    {"match",
     [](const Json& value, const std::string& path, ExpectReading& reading) {
       return assign(reading.expectation.match, read_match(value, path, reading.now));
     }},
};

constexpr std::array flat_texts{
    "code", "from", "to",         "cc",   "bcc", "replyTo",  "sender", "recipient",     "subject", "text",
    "html", "body", "attachment", "link", "tag", "authUser", "helo",   "clientAddress", "q"};
constexpr std::array flat_flags{"tls", "hasAttachment", "read", "pinned"};

// The same names and meanings as in a Match, so the same reader.
Result<query::Match> parse_flat_match(const http::QueryParameters& parameters, Timestamp now) {
  Json match = Json::object();
  for (const auto name : flat_texts) {
    if (const auto text = parameters.get(name)) match[name] = std::string(*text);
  }
  for (const auto name : flat_flags) {
    if (!parameters.has(name)) continue;
    const auto flag = parameters.flag(name);
    if (!flag) return flag.error();
    match[name] = *flag;
  }
  return read_match(match, "", now);
}

Result<Print> parse_print(const http::QueryParameters& parameters) {
  constexpr std::array<std::pair<std::string_view, Print>, 7> names{{{"code", Print::code},
                                                                     {"link", Print::link},
                                                                     {"id", Print::id},
                                                                     {"subject", Print::subject},
                                                                     {"text", Print::text},
                                                                     {"html", Print::html},
                                                                     {"raw", Print::raw}}};
  const auto wanted = parameters.get("print");
  if (!wanted) return Print::json;
  for (const auto& [name, print] : names) {
    if (name == *wanted) return print;
  }
  return invalid_argument("query parameter \"print\" must be code, link, id, subject, text, html or raw");
}

Result<void> take_count(const http::QueryParameters& parameters, Expectation& expectation) {
  const std::string expected = fmt::format("a whole number from 0 to {}", mailroom::largest_count);
  const auto count = parse_number(parameters, "count", expected);
  if (!count) return count.error();
  if (!*count) return {};
  if (**count > mailroom::largest_count)
    return invalid_argument(fmt::format("query parameter \"count\" must be {}", expected));
  const auto number = static_cast<std::uint32_t>(**count);
  expectation.count = {number, number};
  return {};
}

Result<void> take_limits(const http::QueryParameters& parameters, Expectation& expectation) {
  if (const auto inbox = parameters.get("inbox")) {
    if (!is_inbox_name(*inbox)) return invalid_inbox_name("inbox");
    expectation.inbox = *inbox;
  }
  const auto after = parse_number(parameters, "after", "a sequence number");
  if (!after) return after.error();
  expectation.after = after->value_or(0);
  if (const auto within = parameters.get("within"))
    if (auto outcome = assign(expectation.within, to_wait(*within, "within")); !outcome) return outcome;
  return take_count(parameters, expectation);
}

// A link that is to be printed is waited for, so that a mail without it is a failure that says so.
Result<void> take_link(const http::QueryParameters& parameters, ExpectRequest& request) {
  if (const auto text = parameters.get("linkText")) {
    if (request.print != Print::link)
      return invalid_argument("query parameter \"linkText\" goes only with print=link");
    request.link_text = *text;
  }
  if (request.print != Print::link) return {};
  Json wanted = Json::object();
  if (parameters.has("linkText")) wanted["text"] = request.link_text;
  Json match = Json::object();
  match["link"] = std::move(wanted);
  auto conditions = read_match(match, "", Timestamp{});
  if (!conditions) return invalid_argument("query parameter \"linkText\" must not be empty");
  request.expectation.match.push_back(std::move(conditions->front()));
  return {};
}

// Likewise a code that can be relied on.
void take_code(ExpectRequest& request) {
  if (request.print != Print::code) return;
  request.expectation.match.push_back(
      {"code", fmt::format("one with a confidence of at least {}", mail::likely_confidence),
       query::Query{query::FlagTerm{query::Flag::code}}});
}

}  // namespace

const std::string_view expect_parameters =
    "inbox after within count print linkText from to cc bcc replyTo sender recipient subject text html body "
    "attachment link code tag authUser helo clientAddress q tls hasAttachment read pinned";

Result<ExpectRequest> parse_expect_body(std::string_view body, Timestamp now) {
  Json json;
  if (auto outcome = parse_json_object(body, json); !outcome) return outcome.error();
  ExpectReading reading{now, {}};
  if (auto outcome = read_object(json, "", expect_fields, reading); !outcome) return outcome.error();
  ExpectRequest request;
  request.expectation = std::move(reading.expectation);
  return request;
}

Result<ExpectRequest> parse_expect_query(const http::QueryParameters& parameters, Timestamp now) {
  ExpectRequest request;
  auto match = parse_flat_match(parameters, now);
  if (!match) return match.error();
  request.expectation.match = std::move(*match);
  if (auto outcome = take_limits(parameters, request.expectation); !outcome) return outcome.error();
  const auto print = parse_print(parameters);
  if (!print) return print.error();
  request.print = *print;
  if (request.print != Print::json && request.expectation.count.max == 0u)
    return invalid_argument("query parameter \"print\" does not go with count=0: there is nothing to print");
  if (auto outcome = take_link(parameters, request); !outcome) return outcome.error();
  take_code(request);
  return request;
}

}  // namespace mailstop::api::v1
