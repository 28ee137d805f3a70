#include "api/v1/match_text.hpp"

#include <fmt/format.h>

namespace mailstop::api::v1 {
namespace {

using query::Case;
using query::Comparison;
using query::TextCondition;

struct TextReading {
  std::vector<std::pair<Comparison, std::string>> comparisons;
  bool is_case_sensitive = false;
};

template <Comparison comparison>
Result<void> read_comparison(const Json& value, const std::string& path, TextReading& reading) {
  auto text = read_string(value, path);
  if (!text) return text.error();
  reading.comparisons.emplace_back(comparison, std::move(*text));
  return {};
}

constexpr FieldOf<TextReading> text_fields[] = {
    {"equals", read_comparison<Comparison::equals>},
    {"contains", read_comparison<Comparison::contains>},
    {"startsWith", read_comparison<Comparison::starts_with>},
    {"endsWith", read_comparison<Comparison::ends_with>},
    {"matches", read_comparison<Comparison::matches>},
    {"caseSensitive",
     [](const Json& value, const std::string& path, TextReading& reading) {
       return assign(reading.is_case_sensitive, read_bool(value, path));
     }},
};

Result<TextCondition> make(Comparison comparison, const std::string& text, Case letter_case,
                           const std::string& path) {
  if (text.empty() && comparison != Comparison::equals)
    return invalid_argument(fmt::format("\"{}\" must not be empty: every text would do", path));
  auto condition = TextCondition::make(comparison, text, letter_case);
  if (!condition) {
    return invalid_argument(
        fmt::format("\"{}\" is no regular expression: {}", path, condition.error().message));
  }
  const bool says_nothing =
      comparison != Comparison::equals && comparison != Comparison::matches && condition->needle().empty();
  if (says_nothing)
    return invalid_argument(fmt::format("\"{}\" must hold more than white space: every text would do", path));
  return condition;
}

std::string_view verb_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::contains:
      return "contains";
    case Comparison::equals:
      return "equals";
    case Comparison::starts_with:
      return "starts with";
    case Comparison::ends_with:
      return "ends with";
    case Comparison::matches:
      return "matches";
  }
  return "";
}

}  // namespace

Result<TextCondition> read_text_condition(const Json& value, const std::string& path, Shorthand shorthand) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const bool is_address = shorthand == Shorthand::address && text.find('@') != std::string::npos;
    return make(is_address ? Comparison::equals : Comparison::contains, text, Case::ignored, path);
  }
  if (!value.is_object())
    return wrong_type(value, path, "a string, or an object such as {\"contains\": \"...\"}");
  TextReading reading;
  if (auto outcome = read_object(value, path, text_fields, reading); !outcome) return outcome.error();
  if (reading.comparisons.size() != 1) {
    return invalid_argument(fmt::format(
        "\"{}\" takes exactly one of equals, contains, startsWith, endsWith and matches, it has {}", path,
        reading.comparisons.size()));
  }
  const auto& [comparison, text] = reading.comparisons.front();
  return make(comparison, text, reading.is_case_sensitive ? Case::respected : Case::ignored, path);
}

std::string to_text(const TextCondition& condition) {
  const bool is_pattern = condition.comparison() == Comparison::matches;
  const std::string_view quote = is_pattern ? "/" : "\"";
  const std::string_view suffix = condition.letter_case() == Case::respected ? " (case-sensitive)" : "";
  return fmt::format("{} {}{}{}{}", verb_of(condition.comparison()), quote, condition.text(), quote, suffix);
}

}  // namespace mailstop::api::v1
