#include "mail/parameters.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "mail/encoded_words.hpp"
#include "mail/gmime.hpp"
#include "mail/header_text.hpp"

namespace mailstop::mail {
namespace {

constexpr std::string_view token_specials = "()<>@,;:\\\"/[]?=";

std::string* member(Parameters& parameters, std::string_view name) {
  if (equals_ignoring_case(name, "boundary")) return &parameters.boundary;
  if (equals_ignoring_case(name, "charset")) return &parameters.charset;
  if (equals_ignoring_case(name, "name")) return &parameters.name;
  if (equals_ignoring_case(name, "filename")) return &parameters.filename;
  return nullptr;
}

// The value at the front of `rest`, a token or a quoted string without escapes; moves behind it.
std::optional<std::string_view> take_plain_value(std::string_view& rest) {
  const bool quoted = rest.starts_with('"');
  if (quoted) rest.remove_prefix(1);
  const auto end = quoted ? rest.find('"') : std::min(rest.find(';'), rest.size());
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view value = quoted ? rest.substr(0, end) : trim(rest.substr(0, end));
  rest = trim(rest.substr(end + (quoted ? 1 : 0)));
  if (quoted ? value.empty() || value.find('\\') != std::string_view::npos : !is_token(value))
    return std::nullopt;
  return value;
}

// Reads the parameter behind the semicolon at the front of `rest` and moves behind it. False when it is not
// plain.
bool take_plain_parameter(std::string_view& rest, Parameters& parameters) {
  const auto equals = rest.find('=');
  if (rest[0] != ';' || equals == std::string_view::npos) return false;
  const std::string_view name = trim(rest.substr(1, equals - 1));
  if (!is_token(name) || name.find('*') != std::string_view::npos) return false;
  rest = trim(rest.substr(equals + 1));
  const auto value = take_plain_value(rest);
  std::string* const known = member(parameters, name);
  if (!value || (known && !known->empty())) return false;
  if (known) *known = *value;
  return true;
}

// name=token and name="text", nothing encoded, escaped, doubled or odd: nearly every field, without GMime's
// objects.
std::optional<Parameters> read_plain(std::string_view rest) {
  if (!is_ascii(rest) || rest.find("=?") != std::string_view::npos ||
      rest.find('(') != std::string_view::npos) {
    return std::nullopt;
  }
  Parameters parameters;
  for (rest = trim(rest); !rest.empty() && rest != ";";) {
    if (!take_plain_parameter(rest, parameters)) return std::nullopt;
  }
  return parameters;
}

std::string value_of(GMimeParamList* list, const char* name) {
  GMimeParam* const found = g_mime_param_list_get_parameter(list, name);
  const char* const value = found ? g_mime_param_get_value(found) : nullptr;
  return value ? to_single_line(value) : std::string();
}

Parameters read_list(GMimeParamList* list) {
  return {value_of(list, "boundary"), value_of(list, "charset"), value_of(list, "name"),
          value_of(list, "filename")};
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 127 && token_specials.find(c) == std::string_view::npos;
  });
}

Parameters content_type_parameters(const std::string& value) {
  const auto first = value.find(';');
  if (first == std::string::npos) return {};
  if (auto plain = read_plain(std::string_view(value).substr(first))) return std::move(*plain);
  const ObjectPtr<GMimeContentType> type(
      g_mime_content_type_parse(lenient_options(), join_encoded_words(value).c_str()));
  return type ? read_list(g_mime_content_type_get_parameters(type.get())) : Parameters{};
}

Parameters disposition_parameters(const std::string& value) {
  const auto first = value.find(';');
  if (first == std::string::npos) return {};
  if (auto plain = read_plain(std::string_view(value).substr(first))) return std::move(*plain);
  const ObjectPtr<GMimeContentDisposition> disposition(
      g_mime_content_disposition_parse(lenient_options(), join_encoded_words(value).c_str()));
  return disposition ? read_list(g_mime_content_disposition_get_parameters(disposition.get())) : Parameters{};
}

}  // namespace mailstop::mail
