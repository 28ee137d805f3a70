#include "api/compat/mailhog/content.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mail/parameters.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

// Each level looks through all of its text once more, and is written with its body.
constexpr int deepest_nesting = 8;
constexpr std::size_t most_parts = 2000;  // of a message, at all levels

// RFC 2046 section 5.1.1. A longer one is none.
constexpr std::size_t longest_boundary = 70;

struct Halves {
  std::string_view head;
  std::string_view body;
};

// A text without an empty line is all body. Senders of bare line feeds are understood, too.
Halves split_head(std::string_view text) {
  for (const std::string_view empty_line : {"\r\n\r\n", "\n\n"}) {
    const auto end = text.find(empty_line);
    if (end != std::string_view::npos) return {text.substr(0, end), text.substr(end + empty_line.size())};
  }
  return {{}, text};
}

bool is_folded(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

HeaderMap read_headers(std::string_view head) {
  HeaderMap headers;
  std::string* last = nullptr;
  for (auto line : split(head, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto colon = line.find(':');
    if (last && is_folded(line)) {
      last->append(line);
    } else if (colon != std::string_view::npos && colon > 0) {
      auto value = line.substr(colon + 1);
      if (value.starts_with(' ')) value.remove_prefix(1);
      auto& values = headers[std::string(line.substr(0, colon))];
      values.assign(1, std::string(value));
      last = &values.front();
    }
  }
  return headers;
}

// Behind "--boundary" of a delimiter: the end of the line, white space or "--" (RFC 2046 section 5.1.1), so
// that an inner boundary which begins like the outer one is not mistaken for it.
bool ends_delimiter(std::string_view rest) {
  return rest.empty() || rest.starts_with("--") ||
         std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos;
}

// Looks at the beginnings of lines only, so that it takes no longer than the text is; the first is `line`.
std::size_t find_delimiter(std::string_view body, std::string_view delimiter, std::size_t line) {
  while (line < body.size()) {
    const auto rest = body.substr(line);
    if (rest.starts_with(delimiter) && ends_delimiter(rest.substr(delimiter.size()))) return line;
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) break;
    line += end + 1;
  }
  return std::string_view::npos;
}

std::size_t line_after(std::string_view text, std::size_t at) {
  const auto end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view trim_line_breaks(std::string_view text) {
  const auto first = text.find_first_not_of("\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of("\r\n") - first + 1);
}

std::vector<std::string_view> split_parts(std::string_view body, const std::string& boundary,
                                          std::size_t most) {
  std::vector<std::string_view> parts;
  const auto delimiter = "--" + boundary;
  auto at = find_delimiter(body, delimiter, 0);
  while (at != std::string_view::npos && parts.size() < most) {
    const auto begin = at + delimiter.size();
    at = find_delimiter(body, delimiter, line_after(body, begin));
    const auto part = body.substr(begin, at == std::string_view::npos ? at : at - begin);
    if (!part.empty()) parts.push_back(trim_line_breaks(part));
  }
  return parts;
}

// `parts_left` may be added to the message.
Content read_nested(std::string_view text, int nesting, std::size_t& parts_left) {
  Content content;
  const auto [head, body] = split_head(text);
  content.headers = read_headers(head);
  content.body = body;
  content.size = text.size();
  const auto* const type = find_header(content.headers, "Content-Type");
  if (!type || nesting == deepest_nesting || !starts_with_ignoring_case(type->front(), "multipart/"))
    return content;
  const auto boundary = mail::content_type_parameters(type->front()).boundary;
  content.parts.emplace();
  if (boundary.empty() || boundary.size() > longest_boundary) return content;
  const auto parts = split_parts(body, boundary, parts_left);
  parts_left -= parts.size();
  for (const auto part : parts) content.parts->push_back(read_nested(part, nesting + 1, parts_left));
  return content;
}

}  // namespace

Content read_content(std::string_view text) {
  auto parts_left = most_parts;
  return read_nested(text, 0, parts_left);
}

const std::vector<std::string>* find_header(const HeaderMap& headers, std::string_view name) {
  const auto found = headers.find(name_within(headers, name));
  return found == headers.end() ? nullptr : &found->second;
}

std::string name_within(const HeaderMap& headers, std::string_view name) {
  const auto is_named = [name](const auto& header) { return equals_ignoring_case(header.first, name); };
  const auto found = std::find_if(headers.begin(), headers.end(), is_named);
  return found == headers.end() ? std::string(name) : found->first;
}

}  // namespace mailstop::api::compat::mailhog
