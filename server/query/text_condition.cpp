#include "query/text_condition.hpp"

#include <re2/re2.h>

#include <cstring>

#include "base/text.hpp"
#include "query/comparable_text.hpp"
#include "query/regex.hpp"

namespace mailstop::query {
namespace {

const std::string every_line = "(?m)";

// RE2 quotes the pattern; nobody has written that part of it.
std::string without_own_part(std::string error) {
  if (const auto place = error.find(every_line); place != std::string::npos)
    error.erase(place, every_line.size());
  return error;
}

Result<std::shared_ptr<const re2::RE2>> compile(std::string_view text, Case letter_case) {
  auto pattern = compile_regex(every_line + std::string(text), letter_case);
  if (!pattern->ok()) return invalid_argument(without_own_part(pattern->error()));
  return pattern;
}

std::string in_form(std::string_view text, Case letter_case) {
  return letter_case == Case::respected ? collapse_space(text) : comparable_text(text);
}

// A search reads every text there is: memmem() looks for the whole needle, find() for its first letter over
// and over.
bool contains(std::string_view text, std::string_view needle) {
  if (needle.empty() || text.empty()) return needle.empty();  // memmem() takes no null pointer
  return ::memmem(text.data(), text.size(), needle.data(), needle.size()) != nullptr;
}

}  // namespace

Result<TextCondition> TextCondition::make(Comparison comparison, std::string_view text, Case letter_case) {
  TextCondition condition;
  condition.comparison_ = comparison;
  condition.case_ = letter_case;
  condition.text_ = text;
  if (comparison != Comparison::matches) {
    condition.needle_ = in_form(text, letter_case);
    return condition;
  }
  auto pattern = compile(text, letter_case);
  if (!pattern) return pattern.error();
  condition.pattern_ = std::move(*pattern);
  return condition;
}

bool TextCondition::holds(std::string_view comparable) const {
  // Neither needs the lines one by one: a needle has no line break, and patterns are compiled for many lines.
  if (comparison_ == Comparison::contains) return contains(comparable, needle_);
  if (comparison_ == Comparison::matches) return re2::RE2::PartialMatch(comparable, *pattern_);
  for (;;) {
    const auto end = comparable.find('\n');
    if (holds_for_line(comparable.substr(0, end))) return true;
    if (end == std::string_view::npos || end + 1 == comparable.size()) return false;
    comparable.remove_prefix(end + 1);
  }
}

bool TextCondition::holds_for(std::string_view text) const {
  return holds(in_form(text, case_));
}

bool TextCondition::holds_for_line(std::string_view line) const {
  if (comparison_ == Comparison::starts_with) return line.starts_with(needle_);
  if (comparison_ == Comparison::ends_with) return line.ends_with(needle_);
  return line == needle_;
}

}  // namespace mailstop::query
