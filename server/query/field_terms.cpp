#include "query/field_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace mailstop::query {
namespace {

using Parse = Result<Query> (*)(const Word& word, Timestamp now);

Result<Query> text_term(const Word& word, Field field, Comparison comparison) {
  if (word.is_pattern) comparison = Comparison::matches;
  auto condition = TextCondition::make(comparison, word.value);
  if (!condition) {
    return invalid_argument(fmt::format("the regular expression at column {} cannot be used: {}", word.column,
                                        condition.error().message));
  }
  const bool says_nothing = !word.is_pattern && condition->needle().empty();
  if (says_nothing) return Query{And{}};
  return Query{TextTerm{field, std::move(*condition)}};
}

template <Field field>
Result<Query> contained(const Word& word, Timestamp) {
  return text_term(word, field, Comparison::contains);
}

template <Field field>
Result<Query> named(const Word& word, Timestamp) {
  return text_term(word, field, Comparison::equals);
}

struct FlagName {
  std::string_view name;
  Flag flag;
  bool negated;
};

constexpr std::array is_names{FlagName{"read", Flag::read, false}, FlagName{"unread", Flag::read, true},
                              FlagName{"tagged", Flag::tagged, false},
                              FlagName{"pinned", Flag::pinned, false}};
constexpr std::array has_names{FlagName{"attachment", Flag::attachment, false},
                               FlagName{"attachments", Flag::attachment, false},
                               FlagName{"inline", Flag::inline_part, false},
                               FlagName{"inlines", Flag::inline_part, false},
                               FlagName{"html", Flag::html, false},
                               FlagName{"link", Flag::link, false},
                               FlagName{"links", Flag::link, false},
                               FlagName{"code", Flag::code, false},
                               FlagName{"codes", Flag::code, false}};

Error unknown_flag(const Word& word, std::span<const FlagName> names) {
  std::vector<std::string_view> known;
  for (const auto& entry : names) known.push_back(entry.name);
  const auto nearest = nearest_word(word.value, known);
  const std::string help = nearest.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                                           : fmt::format("did you mean \"{}:{}\"?", word.field, nearest);
  return invalid_argument(fmt::format("unknown value \"{}\" for {}: at column {}; {}", word.value, word.field,
                                      word.column, help));
}

Result<Query> flag_term(const Word& word, std::span<const FlagName> names) {
  for (const auto& entry : names) {
    if (!equals_ignoring_case(entry.name, word.value)) continue;
    Query term{FlagTerm{entry.flag}};
    if (!entry.negated) return term;
    return Query{Not{std::make_shared<const Query>(std::move(term))}};
  }
  return unknown_flag(word, names);
}

Result<Query> is_term(const Word& word, Timestamp) {
  return flag_term(word, is_names);
}
Result<Query> has_term(const Word& word, Timestamp) {
  return flag_term(word, has_names);
}

// "10k", "1.5mb", "2 MB"
Result<std::uint64_t> parse_size(const Word& word) {
  const auto point = word.value.find('.');
  double number = 0;
  const char* end = word.value.data() + word.value.size();
  const auto [unit, error] = std::from_chars(word.value.data(), end, number, std::chars_format::fixed);
  const bool has_fraction = point != std::string::npos && error == std::errc{} && number >= 0 && number < 1e9;
  auto size = parse_byte_size(has_fraction ? "1" + std::string(unit, end) : word.value);
  if (size) return has_fraction ? static_cast<std::uint64_t>(number * static_cast<double>(*size)) : *size;
  return invalid_argument(fmt::format("\"{}\" at column {} is not a size; write {}:500, {}:10k or {}:2M",
                                      word.value, word.column, word.field, word.field, word.field));
}

Result<Query> larger_term(const Word& word, Timestamp) {
  auto size = parse_size(word);
  if (!size) return size.error();
  return Query{SizeTerm{*size, {}}};
}

Result<Query> smaller_term(const Word& word, Timestamp) {
  auto size = parse_size(word);
  if (!size) return size.error();
  return Query{SizeTerm{{}, *size}};
}

// A date, a date-time (UTC when it names no zone), or how long ago ("-2h").
Result<Timestamp> parse_moment(const Word& word, Timestamp now) {
  if (word.value.starts_with('-')) {
    if (const auto ago = parse_duration(std::string_view(word.value).substr(1))) return now - *ago;
  }
  std::string text = word.value;
  std::replace(text.begin(), text.end(), '/', '-');
  for (const std::string_view completion : {"", "Z", ":00Z"}) {
    if (auto moment = parse_rfc3339(text.append(completion.empty() ? "" : completion))) return *moment;
    text.resize(word.value.size());
  }
  return invalid_argument(
      fmt::format("\"{}\" at column {} is not a time; write {}:2026-11-21, {}:2026-11-21T22:32:25Z or {}:-2h",
                  word.value, word.column, word.field, word.field, word.field));
}

Result<Query> after_term(const Word& word, Timestamp now) {
  auto moment = parse_moment(word, now);
  if (!moment) return moment.error();
  return Query{ReceivedTerm{*moment, {}}};
}

Result<Query> before_term(const Word& word, Timestamp now) {
  auto moment = parse_moment(word, now);
  if (!moment) return moment.error();
  return Query{ReceivedTerm{{}, *moment}};
}

bool is_pattern_text(std::string_view text) {
  return text.size() > 2 && text.front() == '/' && text.back() == '/';
}

// header:Name, header:Name=value, header:Name=/pattern/
Result<Query> header_term(const Word& word, Timestamp) {
  const auto equals = word.value.find('=');
  HeaderTerm term{word.value.substr(0, equals), {}};
  if (term.name.empty()) {
    return invalid_argument(
        fmt::format("header: at column {} needs a name; write header:X-Order=42", word.column));
  }
  if (equals == std::string::npos || equals + 1 == word.value.size()) return Query{std::move(term)};
  std::string_view value = std::string_view(word.value).substr(equals + 1);
  const bool is_pattern = is_pattern_text(value);
  if (is_pattern) value = value.substr(1, value.size() - 2);
  auto condition = TextCondition::make(is_pattern ? Comparison::matches : Comparison::contains, value);
  if (!condition) {
    return invalid_argument(fmt::format("the regular expression at column {} cannot be used: {}", word.column,
                                        condition.error().message));
  }
  term.condition = std::move(*condition);
  return Query{std::move(term)};
}

struct FieldName {
  std::string_view name;
  Parse parse;
  bool takes_pattern = true;
};

constexpr std::array fields{
    FieldName{"from", contained<Field::from>},
    FieldName{"to", contained<Field::to>},
    FieldName{"cc", contained<Field::cc>},
    FieldName{"bcc", contained<Field::bcc>},
    FieldName{"reply-to", contained<Field::reply_to>},
    FieldName{"addressed", contained<Field::addressed>},
    FieldName{"sender", contained<Field::sender>},
    FieldName{"recipient", contained<Field::recipient>},
    FieldName{"subject", contained<Field::subject>},
    FieldName{"body", contained<Field::body>},
    FieldName{"filename", contained<Field::filename>},
    FieldName{"link", contained<Field::link>},
    FieldName{"code", contained<Field::code>},
    FieldName{"message-id", contained<Field::message_id>},
    FieldName{"auth", contained<Field::auth_user>},
    FieldName{"helo", contained<Field::helo>},
    FieldName{"ip", contained<Field::client_address>},
    FieldName{"session", named<Field::session>},
    FieldName{"inbox", named<Field::inbox>},
    FieldName{"tag", named<Field::tag>},
    FieldName{"header", header_term, false},
    FieldName{"is", is_term, false},
    FieldName{"has", has_term, false},
    FieldName{"larger", larger_term, false},
    FieldName{"smaller", smaller_term, false},
    FieldName{"after", after_term, false},
    FieldName{"before", before_term, false},
};

const FieldName* find_field(std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldName& field) {
    return equals_ignoring_case(field.name, name);
  });
  return found == fields.end() ? nullptr : &*found;
}

std::string_view nearest_field(std::string_view name) {
  std::vector<std::string_view> known;
  for (const auto& field : fields) known.push_back(field.name);
  return nearest_word(name, known);
}

bool is_field_like(std::string_view name) {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  const auto may_follow = [&](char c) { return is_letter(c) || c == '-' || c == '_'; };
  return name.size() >= 2 && is_letter(name[0]) && std::all_of(name.begin(), name.end(), may_follow);
}

// URLs, Windows paths, C++ names, host:port, and the schemes that have no slashes.
bool is_text_with_colon(const Word& word) {
  constexpr std::array schemes{"mailto", "tel", "sms", "urn", "cid", "mid", "data", "javascript"};
  const std::string_view value = word.value;
  if (value.empty() || !is_field_like(word.field)) return true;
  if (value.starts_with('/') || value.starts_with('\\') || value.starts_with(':')) return true;
  const bool has_port = value[0] >= '0' && value[0] <= '9' && nearest_field(word.field).empty();
  return has_port || std::any_of(schemes.begin(), schemes.end(),
                                 [&](auto scheme) { return equals_ignoring_case(scheme, word.field); });
}

Error unknown_field(const Word& word) {
  const auto nearest = nearest_field(word.field);
  const std::string help =
      nearest.empty() ? fmt::format("to search for it as text, put it in quotes: \"{}\"", word.written)
                      : fmt::format("did you mean \"{}\"?", nearest);
  return invalid_argument(
      fmt::format("unknown field \"{}\" at column {}; {}", word.field, word.column, help));
}

Result<Query> field_term(const FieldName& field, const Word& word, Timestamp now) {
  if (word.value.empty()) {
    return invalid_argument(
        fmt::format("{}: at column {} needs a value right after the colon", field.name, word.column));
  }
  if (word.is_pattern && !field.takes_pattern) {
    return invalid_argument(
        fmt::format("{}: at column {} does not take a regular expression", field.name, word.column));
  }
  return field.parse(word, now);
}

}  // namespace

Result<Query> to_term(const Word& word, Timestamp now) {
  if (word.field.empty()) return text_term(word, Field::anywhere, Comparison::contains);
  if (const FieldName* field = find_field(word.field)) return field_term(*field, word, now);
  if (!word.is_pattern && !is_text_with_colon(word)) return unknown_field(word);
  Word text = word;
  text.value = word.written;
  text.is_pattern = false;
  return text_term(text, Field::anywhere, Comparison::contains);
}

}  // namespace mailstop::query
