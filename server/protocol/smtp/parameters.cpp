#include "protocol/smtp/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

bool is_keyword_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}
// esmtp-value = 1*(%d33-60 / %d62-126), and UTF-8 (RFC 6531 section 3.3)
bool is_value_character(char c) {
  return (c > ' ' && c != '=' && c != '\x7F') || static_cast<signed char>(c) < 0;
}

}  // namespace

Rule<std::vector<Parameter>> parse_parameters(Cursor& cursor) {
  std::vector<Parameter> parameters;
  for (;;) {
    if (!cursor.at_end() && cursor.peek() != ' ') return cursor.expected("a space");
    cursor.skip_spaces();
    if (cursor.at_end()) return parameters;
    Parameter parameter;
    parameter.keyword_at = cursor.offset();
    parameter.keyword = cursor.take_while(is_keyword_character);
    if (parameter.keyword.empty()) return cursor.expected("the keyword of a parameter");
    if (cursor.take('=')) {
      parameter.value_at = cursor.offset();
      parameter.value = cursor.take_while(is_value_character);
      if (parameter.value->empty()) return cursor.expected("the value of the parameter");
    }
    parameters.push_back(parameter);
  }
}

Reply unknown_parameter(std::string_view command, const Parameter& parameter) {
  return {555, "5.5.4", fmt::format("{} parameter {} is not known here", command, parameter.keyword)};
}

Reply repeated_parameter(std::string_view command, const Parameter& parameter) {
  return {501, "5.5.4", fmt::format("{} parameter {} is given twice", command, parameter.keyword)};
}

Reply wrong_parameter(const Cursor& cursor, const Parameter& parameter, std::string_view syntax,
                      std::size_t offset) {
  const auto place = parameter.value ? parameter.value_at + offset : parameter.keyword_at;
  return {501, "5.5.4",
          fmt::format("Syntax error in column {}: {} expected", cursor.error_at(place, {}).column, syntax)};
}

bool has_keyword(const Parameter& parameter, std::string_view keyword) {
  return equals_ignoring_case(parameter.keyword, keyword);
}

bool is_given_twice(const std::vector<Parameter>& parameters, const Parameter& parameter) {
  const auto is_same = [&](const Parameter& other) { return has_keyword(other, parameter.keyword); };
  return std::count_if(parameters.begin(), parameters.end(), is_same) > 1;
}

}  // namespace mailstop::smtp
