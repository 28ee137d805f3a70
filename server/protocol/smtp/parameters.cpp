#include "protocol/smtp/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_keyword_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}
// esmtp-value = 1*(%d33-60 / %d62-126), and UTF-8 (RFC 6531 section 3.3)
bool is_value_character(char c) {
  return (c > ' ' && c != '=' && c != '\x7F') || static_cast<signed char>(c) < 0;
}
bool is_upper_hex(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'F');
}

// RFC 1870 section 6: size-value = 1*20DIGIT. More than 64 bits is as much too large as the largest number.
bool set_size(std::string_view value, MailParameters& parameters) {
  if (value.empty() || value.size() > 20 || !std::all_of(value.begin(), value.end(), is_digit)) return false;
  std::uint64_t size = 0;
  const auto error = std::from_chars(value.data(), value.data() + value.size(), size).ec;
  parameters.size = error == std::errc() ? size : std::numeric_limits<std::uint64_t>::max();
  return true;
}

// RFC 6152 section 2
bool set_body(std::string_view value, MailParameters& parameters) {
  const bool is_eight_bit = equals_ignoring_case(value, "8BITMIME");
  if (is_eight_bit) parameters.body = mail::BodyType::eight_bit_mime;
  return is_eight_bit || equals_ignoring_case(value, "7BIT");
}

// RFC 6531 section 3.4: no value
bool set_smtputf8(std::string_view value, MailParameters& parameters) {
  parameters.smtputf8 = true;
  return value.empty();
}

// RFC 4954 section 5: checked and not used, as for a client that is not trusted to vouch for others.
bool set_auth(std::string_view value, MailParameters&) {
  return !value.empty() && is_xtext(value);
}

struct ParameterRow {
  std::string_view keyword;
  bool takes_value;
  std::string_view syntax;
  bool (*set)(std::string_view value, MailParameters& parameters);
};

constexpr std::array<ParameterRow, 4> mail_parameters = {{
    {"SIZE", true, "SIZE=<bytes>", set_size},
    {"BODY", true, "BODY=7BIT or BODY=8BITMIME", set_body},
    {"SMTPUTF8", false, "SMTPUTF8 without a value", set_smtputf8},
    {"AUTH", true, "AUTH=<xtext> or AUTH=<>", set_auth},
}};

bool is_given_twice(const std::vector<Parameter>& parameters, const Parameter& parameter) {
  const auto has_keyword = [&](const Parameter& other) {
    return equals_ignoring_case(other.keyword, parameter.keyword);
  };
  return std::count_if(parameters.begin(), parameters.end(), has_keyword) > 1;
}

}  // namespace

bool is_xtext(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] <= ' ' || text[i] >= '\x7F' || text[i] == '=') return false;
    if (text[i] != '+') continue;
    if (text.size() - i < 3 || !is_upper_hex(text[i + 1]) || !is_upper_hex(text[i + 2])) return false;
    i += 2;
  }
  return true;
}

Rule<std::vector<Parameter>> parse_parameters(Cursor& cursor) {
  std::vector<Parameter> parameters;
  for (;;) {
    if (!cursor.at_end() && cursor.peek() != ' ') return cursor.expected("a space");
    cursor.skip_spaces();
    if (cursor.at_end()) return parameters;
    Parameter parameter;
    parameter.keyword = cursor.take_while(is_keyword_character);
    if (parameter.keyword.empty()) return cursor.expected("the keyword of a parameter");
    if (cursor.take('=')) {
      parameter.value = cursor.take_while(is_value_character);
      if (parameter.value->empty()) return cursor.expected("the value of the parameter");
    }
    parameters.push_back(parameter);
  }
}

boost::system::result<MailParameters, Reply> to_mail_parameters(const std::vector<Parameter>& parameters) {
  MailParameters result;
  for (const auto& parameter : parameters) {
    const auto has_keyword = [&](const ParameterRow& row) {
      return equals_ignoring_case(row.keyword, parameter.keyword);
    };
    const auto row = std::find_if(mail_parameters.begin(), mail_parameters.end(), has_keyword);
    if (row == mail_parameters.end()) {
      return Reply{555, "5.5.4", fmt::format("MAIL parameter {} is not known here", parameter.keyword)};
    }
    if (is_given_twice(parameters, parameter)) {
      return Reply{501, "5.5.4", fmt::format("MAIL parameter {} is given twice", row->keyword)};
    }
    const bool has_form = parameter.value.has_value() == row->takes_value;
    if (!has_form || !row->set(parameter.value.value_or(""), result)) {
      return Reply{501, "5.5.4", fmt::format("{} expected", row->syntax)};
    }
  }
  return result;
}

}  // namespace mailstop::smtp
