// The parameters behind the address of MAIL and RCPT as they are written (RFC 5321 section 4.1.1.11). What
// each means is in mail_parameters.hpp and rcpt_parameters.hpp.
#pragma once
#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "protocol/smtp/cursor.hpp"
#include "protocol/smtp/extension.hpp"
#include "protocol/smtp/reply.hpp"

namespace mailstop::smtp {

struct Parameter {
  std::string_view keyword;
  std::optional<std::string_view> value;  // none without "="
  std::size_t keyword_at = 0;             // offsets in the command line
  std::size_t value_at = 0;
};

// *( SP esmtp-keyword [ "=" esmtp-value ] ), to the end of the line
Rule<std::vector<Parameter>> parse_parameters(Cursor& cursor);

// Where a value goes wrong, counted from its start; none when it is good.
using Misfit = std::optional<std::size_t>;

enum class Takes { value, nothing };

// One row a parameter: which extension brings it, how it is written, what it does to a Target.
template <class Target>
struct ParameterRow {
  std::string_view keyword;
  Extension extension;
  Takes takes;
  std::string_view syntax;
  Misfit (*set)(std::string_view value, Target& target);
};

// The replies to a parameter that is not on offer, given twice or written wrongly.
Reply unknown_parameter(std::string_view command, const Parameter& parameter);
Reply repeated_parameter(std::string_view command, const Parameter& parameter);
Reply wrong_parameter(const Cursor& cursor, const Parameter& parameter, std::string_view syntax,
                      std::size_t offset);

bool has_keyword(const Parameter& parameter, std::string_view keyword);
bool is_given_twice(const std::vector<Parameter>& parameters, const Parameter& parameter);

// Puts every parameter into `target`, or gives the reply to the first that cannot be.
template <class Target>
boost::system::result<Target, Reply> apply_parameters(std::string_view command, const Cursor& cursor,
                                                      const std::vector<Parameter>& parameters,
                                                      std::span<const ParameterRow<Target>> rows,
                                                      const ExtensionSet& offered) {
  Target target;
  for (const auto& parameter : parameters) {
    auto row = rows.begin();
    while (row != rows.end() && !(has_keyword(parameter, row->keyword) && offered.has(row->extension))) ++row;
    if (row == rows.end()) return unknown_parameter(command, parameter);
    if (is_given_twice(parameters, parameter)) return repeated_parameter(command, parameter);
    const bool has_form = parameter.value.has_value() == (row->takes == Takes::value);
    const auto misfit = has_form ? row->set(parameter.value.value_or(""), target) : Misfit(0);
    if (misfit) return wrong_parameter(cursor, parameter, row->syntax, *misfit);
  }
  return target;
}

}  // namespace mailstop::smtp
