#include "api/v1/match_request.hpp"

#include <fmt/format.h>

#include <limits>

#include "api/v1/match_text.hpp"
#include "base/timestamp.hpp"
#include "query/parser.hpp"

namespace mailstop::api::v1 {
namespace {

using query::Field;
using query::Flag;
using query::Query;

constexpr int deepest = 20;
constexpr std::size_t most_conditions = 200;

// One Match of the document; `depth` and `conditions` are of all of it.
struct MatchReading {
  Timestamp now;
  int depth = 0;
  std::size_t* conditions = nullptr;
  query::Match match;

  Result<void> add(const std::string& field, std::string expected, Query query) {
    if (++*conditions > most_conditions)
      return invalid_argument(fmt::format("\"match\" has more than {} conditions", most_conditions));
    match.push_back({field, std::move(expected), std::move(query)});
    return {};
  }
};

Result<void> read_conditions(const Json& value, const std::string& path, MatchReading& reading);

Query negation(Query query) {
  return Query{query::Not{std::make_shared<const Query>(std::move(query))}};
}

// In failures a field is named as in the Match: without the path that leads there.
std::string name_of(const std::string& path) {
  constexpr std::string_view root = "match.";
  return path.starts_with(root) ? path.substr(root.size()) : path;
}

template <Field field, Shorthand shorthand = Shorthand::contains>
Result<void> read_text(const Json& value, const std::string& path, MatchReading& reading) {
  auto condition = read_text_condition(value, path, shorthand);
  if (!condition) return condition.error();
  if (field == Field::body && condition->letter_case() == query::Case::respected)
    return invalid_argument(fmt::format("\"{}\" cannot be case-sensitive; \"text\" and \"html\" can", path));
  auto expected = to_text(*condition);
  return reading.add(name_of(path), std::move(expected),
                     Query{query::TextTerm{field, std::move(*condition)}});
}

template <Flag flag>
Result<void> read_flag(const Json& value, const std::string& path, MatchReading& reading) {
  const auto wanted = read_bool(value, path);
  if (!wanted) return wanted.error();
  Query term{query::FlagTerm{flag}};
  return reading.add(name_of(path), *wanted ? "true" : "false", *wanted ? term : negation(term));
}

Result<void> read_header(const Json& value, const std::string& path, MatchReading& reading) {
  if (!value.is_object()) return wrong_type(value, path, "an object of header names");
  for (const auto& [name, member] : value.items()) {
    const auto place = join_path(path, name);
    auto condition = read_text_condition(member, place, Shorthand::contains);
    if (!condition) return condition.error();
    auto expected = to_text(*condition);
    Query term{query::HeaderTerm{name, std::move(*condition)}};
    if (auto outcome = reading.add(name_of(place), std::move(expected), std::move(term)); !outcome)
      return outcome;
  }
  return {};
}

struct SizeBounds {
  std::optional<std::uint64_t> min, max;
};

Result<std::uint64_t> read_natural(const Json& value, const std::string& path) {
  const bool fits = value.is_number_unsigned() &&
                    value.get<std::uint64_t>() < std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (!fits) return wrong_type(value, path, "a number of bytes");
  return value.get<std::uint64_t>();
}

constexpr FieldOf<SizeBounds> size_fields[] = {
    {"min", [](const Json& value, const std::string& path,
               SizeBounds& bounds) { return assign(bounds.min, read_natural(value, path)); }},
    {"max", [](const Json& value, const std::string& path,
               SizeBounds& bounds) { return assign(bounds.max, read_natural(value, path)); }},
};

// Both ends belong to it; those of a SizeTerm do not.
Result<query::SizeTerm> read_size_term(const Json& value, const std::string& path) {
  SizeBounds bounds;
  if (auto outcome = read_object(value, path, size_fields, bounds); !outcome) return outcome.error();
  if (!bounds.min && !bounds.max) return invalid_argument(fmt::format("\"{}\" needs min or max", path));
  if (bounds.min && bounds.max && *bounds.min > *bounds.max)
    return invalid_argument(fmt::format("\"{}\": min is larger than max", path));
  query::SizeTerm term;
  if (bounds.min && *bounds.min > 0) term.larger_than = *bounds.min - 1;
  if (bounds.max) term.smaller_than = *bounds.max + 1;
  return term;
}

std::string size_text(const query::SizeTerm& term) {
  const auto min = term.larger_than ? *term.larger_than + 1 : 0;
  if (!term.smaller_than) return fmt::format("at least {} bytes", min);
  if (!term.larger_than) return fmt::format("at most {} bytes", *term.smaller_than - 1);
  return fmt::format("{} to {} bytes", min, *term.smaller_than - 1);
}

Result<void> read_size(const Json& value, const std::string& path, MatchReading& reading) {
  const auto term = read_size_term(value, path);
  if (!term) return term.error();
  return reading.add(name_of(path), size_text(*term), Query{*term});
}

Result<Timestamp> read_time(const Json& value, const std::string& path) {
  const auto text = read_string(value, path);
  if (!text) return text.error();
  const auto time = parse_rfc3339(*text);
  if (!time) return invalid_argument(fmt::format("\"{}\" must be a time such as 2026-11-21T22:32:25Z", path));
  return *time;
}

constexpr FieldOf<query::ReceivedTerm> received_fields[] = {
    {"after", [](const Json& value, const std::string& path,
                 query::ReceivedTerm& term) { return assign(term.not_before, read_time(value, path)); }},
    {"before", [](const Json& value, const std::string& path,
                  query::ReceivedTerm& term) { return assign(term.not_after, read_time(value, path)); }},
};

Result<void> read_received(const Json& value, const std::string& path, MatchReading& reading) {
  query::ReceivedTerm term;
  if (auto outcome = read_object(value, path, received_fields, term); !outcome) return outcome;
  if (!term.not_before && !term.not_after)
    return invalid_argument(fmt::format("\"{}\" needs after or before", path));
  std::string expected;
  if (term.not_before) expected += "from " + to_rfc3339(*term.not_before);
  if (term.not_after) expected += (expected.empty() ? "until " : " until ") + to_rfc3339(*term.not_after);
  return reading.add(name_of(path), std::move(expected), Query{term});
}

constexpr FieldOf<query::AttachmentTerm> attachment_fields[] = {
    {"filename",
     [](const Json& value, const std::string& path, query::AttachmentTerm& term) {
       return assign(term.filename, read_text_condition(value, path, Shorthand::contains));
     }},
    {"contentType",
     [](const Json& value, const std::string& path, query::AttachmentTerm& term) {
       return assign(term.content_type, read_text_condition(value, path, Shorthand::contains));
     }},
    {"size", [](const Json& value, const std::string& path,
                query::AttachmentTerm& term) { return assign(term.size, read_size_term(value, path)); }},
};

void append(std::string& text, std::string_view name, const std::optional<query::TextCondition>& condition) {
  if (!condition) return;
  text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, to_text(*condition));
}

Result<void> read_attachment(const Json& value, const std::string& path, MatchReading& reading) {
  if (value.is_string()) return read_text<Field::filename>(value, path, reading);
  query::AttachmentTerm term;
  if (auto outcome = read_object(value, path, attachment_fields, term); !outcome) return outcome;
  std::string expected;
  append(expected, "filename", term.filename);
  append(expected, "contentType", term.content_type);
  if (term.size != query::SizeTerm{}) expected += (expected.empty() ? "" : ", ") + size_text(term.size);
  if (expected.empty()) expected = "any";
  return reading.add(name_of(path), std::move(expected), Query{std::move(term)});
}

constexpr FieldOf<query::LinkTerm> link_fields[] = {
    {"href",
     [](const Json& value, const std::string& path, query::LinkTerm& term) {
       return assign(term.href, read_text_condition(value, path, Shorthand::contains));
     }},
    {"text",
     [](const Json& value, const std::string& path, query::LinkTerm& term) {
       return assign(term.text, read_text_condition(value, path, Shorthand::contains));
     }},
};

Result<void> read_link(const Json& value, const std::string& path, MatchReading& reading) {
  if (value.is_string()) return read_text<Field::link>(value, path, reading);
  query::LinkTerm term;
  if (auto outcome = read_object(value, path, link_fields, term); !outcome) return outcome;
  std::string expected;
  append(expected, "href", term.href);
  append(expected, "text", term.text);
  if (expected.empty()) expected = "any";
  return reading.add(name_of(path), std::move(expected), Query{std::move(term)});
}

Result<query::Match> read_inner(const Json& value, const std::string& path, const MatchReading& outer) {
  if (outer.depth >= deepest)
    return invalid_argument(fmt::format("\"{}\" is nested deeper than {}", path, deepest));
  MatchReading inner{outer.now, outer.depth + 1, outer.conditions, {}};
  if (auto outcome = read_conditions(value, path, inner); !outcome) return outcome.error();
  return std::move(inner.match);
}

std::string match_text(const query::Match& match) {
  std::string text;
  for (const auto& [field, expected, query] : match) {
    const auto name = field.substr(field.find_last_of('.') + 1);
    text += fmt::format("{}{} {}", text.empty() ? "" : " and ", name, expected);
  }
  return text.empty() ? "anything" : text;
}

Result<void> read_any(const Json& value, const std::string& path, MatchReading& reading) {
  if (!value.is_array() || value.empty()) return wrong_type(value, path, "a list of at least one Match");
  query::Or any;
  std::string expected;
  for (const auto& item : value) {
    auto match = read_inner(item, fmt::format("{}[{}]", path, any.operands.size()), reading);
    if (!match) return match.error();
    expected += (expected.empty() ? "" : ", or ") + match_text(*match);
    any.operands.push_back(query::to_query(*match));
  }
  return reading.add(name_of(path), std::move(expected), Query{std::move(any)});
}

// No node of its own: its conditions are named one by one.
Result<void> read_all(const Json& value, const std::string& path, MatchReading& reading) {
  if (!value.is_array()) return wrong_type(value, path, "a list of Matches");
  std::size_t index = 0;
  for (const auto& item : value) {
    auto match = read_inner(item, fmt::format("{}[{}]", path, index++), reading);
    if (!match) return match.error();
    std::move(match->begin(), match->end(), std::back_inserter(reading.match));
  }
  return {};
}

Result<void> read_not(const Json& value, const std::string& path, MatchReading& reading) {
  const auto match = read_inner(value, path, reading);
  if (!match) return match.error();
  auto query = match->size() == 1 ? match->front().query : query::to_query(*match);
  return reading.add(name_of(path), "not: " + match_text(*match), negation(std::move(query)));
}

Result<void> read_query(const Json& value, const std::string& path, MatchReading& reading) {
  const auto text = read_string(value, path);
  if (!text) return text.error();
  auto query = query::parse_query(*text, reading.now);
  if (!query) return invalid_argument(fmt::format("\"{}\": {}", path, query.error().message));
  return reading.add(name_of(path), *text, std::move(*query));
}

constexpr FieldOf<MatchReading> match_fields[] = {
    {"from", read_text<Field::from, Shorthand::address>},
    {"to", read_text<Field::to, Shorthand::address>},
    {"cc", read_text<Field::cc, Shorthand::address>},
    {"bcc", read_text<Field::bcc, Shorthand::address>},
    {"replyTo", read_text<Field::reply_to, Shorthand::address>},
    {"sender", read_text<Field::sender, Shorthand::address>},
    {"recipient", read_text<Field::recipient, Shorthand::address>},
    {"subject", read_text<Field::subject>},
    {"text", read_text<Field::text>},
    {"html", read_text<Field::html>},
    {"body", read_text<Field::body>},
    {"header", read_header},
    {"attachment", read_attachment},
    {"link", read_link},
    {"code", read_text<Field::code>},
    {"inbox", read_text<Field::inbox>},
    {"tag", read_text<Field::tag>},
    {"authUser", read_text<Field::auth_user>},
    {"helo", read_text<Field::helo>},
    {"clientAddress", read_text<Field::client_address>},
    {"tls", read_flag<Flag::tls>},
    {"hasAttachment", read_flag<Flag::attachment>},
    {"read", read_flag<Flag::read>},
    {"pinned", read_flag<Flag::pinned>},
    {"size", read_size},
    {"receivedAt", read_received},
    {"any", read_any},
    {"all", read_all},
    {"not", read_not},
    {"q", read_query},
};

Result<void> read_conditions(const Json& value, const std::string& path, MatchReading& reading) {
  return read_object(value, path, match_fields, reading);
}

}  // namespace

Result<query::Match> read_match(const Json& value, const std::string& path, Timestamp now) {
  std::size_t conditions = 0;
  MatchReading reading{now, 0, &conditions, {}};
  if (auto outcome = read_conditions(value, path, reading); !outcome) return outcome.error();
  return std::move(reading.match);
}

}  // namespace mailstop::api::v1
