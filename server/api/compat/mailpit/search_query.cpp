#include "api/compat/mailpit/search_query.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/compat/mailpit/date_text.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using query::And, query::Comparison, query::Field, query::Flag, query::Or, query::Query;

constexpr std::size_t most_words = 200;
constexpr std::size_t most_bytes = 8192;

// Parted by spaces outside of quotes, which are dropped.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ' ' && !is_quoted) {
      words.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  words.push_back(std::move(word));
  std::vector<std::string> trimmed;
  for (const auto& each : words) {
    if (const auto bare = trim(each); !bare.empty()) trimmed.emplace_back(bare);
  }
  return trimmed;
}

// What separates words in the texts that Mailpit searches.
std::string without_punctuation(std::string_view text) {
  constexpr std::string_view marks = "><\",;()\t\r\n";
  std::string bare;
  for (const char c : text) bare += marks.find(c) == std::string_view::npos ? c : ' ';
  return collapse_space(bare);
}

Query text_term(Field field, Comparison comparison, std::string_view text) {
  auto condition = query::TextCondition::make(comparison, text);
  if (!condition || condition->needle().empty()) return Query{And{}};
  return Query{query::TextTerm{field, std::move(*condition)}};
}

Query word_term(std::string_view word) {
  auto as_typed = text_term(Field::anywhere, Comparison::contains, word);
  const auto bare = without_punctuation(word);
  if (bare.empty() || bare == word) return as_typed;
  return Query{Or{{std::move(as_typed), text_term(Field::anywhere, Comparison::contains, bare)}}};
}

Query negation_of(Query operand) {
  return Query{query::Not{std::make_shared<const Query>(std::move(operand))}};
}

Query flag_term(Flag flag, bool is_set = true) {
  Query term{query::FlagTerm{flag}};
  return is_set ? std::move(term) : negation_of(std::move(term));
}

struct TextPrefix {
  std::string_view prefix;
  Field field;
  Comparison comparison;
};
constexpr TextPrefix text_prefixes[] = {{"from:", Field::from, Comparison::contains},
                                        {"to:", Field::to, Comparison::contains},
                                        {"cc:", Field::cc, Comparison::contains},
                                        {"bcc:", Field::bcc, Comparison::contains},
                                        {"reply-to:", Field::reply_to, Comparison::contains},
                                        {"addressed:", Field::addressed, Comparison::contains},
                                        {"subject:", Field::subject, Comparison::contains},
                                        {"message-id:", Field::message_id, Comparison::contains},
                                        {"tag:", Field::tag, Comparison::equals}};

struct FlagWord {
  std::string_view word;
  Flag flag;
  bool is_set;
};
constexpr FlagWord flag_words[] = {
    {"is:read", Flag::read, true},           {"is:unread", Flag::read, false},
    {"is:tagged", Flag::tagged, true},       {"has:attachment", Flag::attachment, true},
    {"has:inline", Flag::inline_part, true}, {"has:attachments", Flag::attachment, true},
    {"has:inlines", Flag::inline_part, true}};

// "1.5 mb", "500", "20K": bytes.
std::optional<std::uint64_t> read_size(std::string_view text) {
  const auto trimmed = to_lower_ascii(trim(text));
  double number = 0;
  const auto* const end = trimmed.data() + trimmed.size();
  const auto [stop, error] = std::from_chars(trimmed.data(), end, number, std::chars_format::fixed);
  if (error != std::errc{} || number < 0 || number > 1e12) return std::nullopt;
  const auto unit = trim(std::string_view(stop, static_cast<std::size_t>(end - stop)));
  if (unit == "k" || unit == "kb")
    number *= 1024;
  else if (unit == "m" || unit == "mb")
    number *= 1024.0 * 1024;
  else if (!unit.empty())
    return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(number));
}

std::optional<Query> size_term(std::string_view lower) {
  query::SizeTerm term;
  if (lower.starts_with("larger:")) term.larger_than = read_size(lower.substr(7));
  if (lower.starts_with("smaller:")) term.smaller_than = read_size(lower.substr(8));
  if (!term.larger_than && !term.smaller_than) return std::nullopt;
  return Query{term};
}

// Both ends are inclusive, also when negated. A date that cannot be read says nothing.
std::optional<Query> date_term(std::string_view word, const TimeZone& zone, bool is_negated) {
  const bool is_after = starts_with_ignoring_case(word, "after:");
  if (!is_after && !starts_with_ignoring_case(word, "before:")) return std::nullopt;
  const auto time = read_date_text(word.substr(word.find(':') + 1), zone);
  if (!time) return Query{And{}};
  query::ReceivedTerm term;
  (is_after != is_negated ? term.not_before : term.not_after) = *time;
  return Query{term};
}

std::optional<Query> prefixed_term(std::string_view word, std::string_view lower) {
  for (const auto& [prefix, field, comparison] : text_prefixes) {
    if (lower.starts_with(prefix)) return text_term(field, comparison, trim(word.substr(prefix.size())));
  }
  for (const auto& [known, flag, is_set] : flag_words) {
    if (lower == known) return flag_term(flag, is_set);
  }
  return size_term(lower);
}

Query to_term(std::string_view word, const TimeZone& zone) {
  const bool is_negated = word.size() > 1 && (word.front() == '-' || word.front() == '!');
  if (is_negated) word.remove_prefix(1);
  if (auto dates = date_term(word, zone, is_negated)) return std::move(*dates);
  const auto lower = to_lower_ascii(word);
  auto term = prefixed_term(word, lower);
  if (!term) term = word_term(word);
  if (!is_negated || holds_for_all(*term)) return std::move(*term);
  return negation_of(std::move(*term));
}

}  // namespace

bool holds_for_all(const query::Query& query) {
  if (const auto* all = std::get_if<And>(&query.node))
    return std::all_of(all->operands.begin(), all->operands.end(), holds_for_all);
  const auto* any = std::get_if<Or>(&query.node);
  return any && std::any_of(any->operands.begin(), any->operands.end(), holds_for_all);
}

Result<query::Query> parse_search(std::string_view text, const TimeZone& zone) {
  if (text.size() > most_bytes) return invalid_argument("the search query is too long");
  const auto words = split_words(text);
  if (words.size() > most_words) return invalid_argument("the search query has too many words");
  And all;
  for (const auto& word : words) all.operands.push_back(to_term(word, zone));
  return Query{std::move(all)};
}

TimeZone zone_named(std::string_view name) {
  auto zone = TimeZone::load(name);
  return zone ? std::move(*zone) : TimeZone();
}

}  // namespace mailstop::api::compat::mailpit
