#include "mail/part_header.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mail/header_text.hpp"
#include "mail/parameters.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t longest_name = 1000;

// "type/subtype" of a value as it stands before the first semicolon, comments removed, lower case.
std::string first_token(std::string_view value) {
  value = value.substr(0, value.find(';'));
  value = value.substr(0, value.find('('));
  return to_lower_ascii(trim(value));
}

// The "type/subtype" that the text begins with, "" when it does not.
std::string_view leading_media_type(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || !is_token(text.substr(0, slash))) return {};
  std::size_t end = slash + 1;
  while (end < text.size() && is_token(text.substr(end, 1))) ++end;
  return end == slash + 1 ? std::string_view() : text.substr(0, end);
}

// RFC 2045 section 5.2: what cannot be read is text/plain.
std::string read_media_type(const std::string& value, std::string_view default_type, Defects& defects) {
  const std::string type = first_token(value);
  const std::string_view leading = leading_media_type(type);
  const std::string_view result = leading.empty() ? default_type : leading;
  if (!type.empty() && leading.size() != type.size()) {
    defects.add(Defect::bad_content_type,
                fmt::format("\"{}\" is not a content type; the part is taken as {}.", type, result));
  }
  return std::string(result);
}

// RFC 2183 section 2.8: an unknown disposition is an attachment.
Disposition read_disposition(std::string_view value) {
  const std::string token = first_token(value);
  if (token.empty()) return Disposition::none;
  return token == "inline" ? Disposition::inline_ : Disposition::attachment;
}

}  // namespace

const RawField* find_field(const std::vector<RawField>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [name](const RawField& field) {
    return field.name.size() == name.size() && equals_ignoring_case(field.name, name);
  });
  return found == fields.end() ? nullptr : &*found;
}

std::string read_part_header(const std::vector<RawField>& fields, std::string_view default_type, Part& part,
                             Defects& defects) {
  Parameters type;
  part.content_type = default_type;
  if (const RawField* field = find_field(fields, "Content-Type")) {
    const std::string value = unfold(field->value);
    part.content_type = read_media_type(value, default_type, defects);
    type = content_type_parameters(value);
  }
  if (const RawField* field = find_field(fields, "Content-Disposition")) {
    const std::string value = unfold(field->value);
    part.disposition = read_disposition(value);
    part.filename = to_file_name(disposition_parameters(value).filename);
  }
  if (const RawField* field = find_field(fields, "Content-Transfer-Encoding")) {
    part.encoding = to_single_line(first_token(unfold(field->value)));
  }
  if (const RawField* field = find_field(fields, "Content-ID")) {
    std::string_view id = trim(field->value);
    if (id.starts_with('<')) id.remove_prefix(1);
    part.content_id = to_single_line(std::string(id.substr(0, id.find('>'))));
  }
  part.charset = to_lower_ascii(type.charset);
  if (part.filename.empty()) part.filename = to_file_name(type.name);
  return std::move(type.boundary);
}

std::string to_file_name(std::string_view text) {
  if (const auto slash = text.find_last_of("/\\"); slash != std::string_view::npos)
    text.remove_prefix(slash + 1);
  std::string name = to_single_line(std::string(text));
  if (name.size() > longest_name) name = truncate_utf8(name, longest_name);
  if (name == "." || name == "..") name.clear();
  return name;
}

}  // namespace mailstop::mail
