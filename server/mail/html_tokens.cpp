#include "mail/html_tokens.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Elements whose content is no markup, and nothing a reader sees either.
bool is_raw_text(std::string_view name) {
  constexpr std::array<std::string_view, 7> names = {"script", "style",   "title",   "xmp",
                                                     "iframe", "noembed", "noframes"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_space(text[at]) || text[at] == '/')) ++at;
  return at;
}

// Reads the attribute at `at` and moves behind it. False at the end of the tag: '>' or the end of the text.
bool next_attribute(std::string_view text, std::size_t& at, HtmlAttribute& out) {
  at = skip_space(text, at);
  if (at >= text.size() || text[at] == '>') return false;
  const std::size_t name = at++;
  while (at < text.size() && !is_space(text[at]) && text[at] != '=' && text[at] != '>' && text[at] != '/')
    ++at;
  out = {text.substr(name, at - name), {}};
  std::size_t equals = at;
  while (equals < text.size() && is_space(text[equals])) ++equals;
  if (equals >= text.size() || text[equals] != '=') return true;
  at = equals + 1;
  while (at < text.size() && is_space(text[at])) ++at;
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
    const std::size_t end = std::min(text.find(text[at], at + 1), text.size());
    out.value = text.substr(at + 1, end - at - 1);
    at = std::min(end + 1, text.size());
    return true;
  }
  const std::size_t value = at;
  while (at < text.size() && !is_space(text[at]) && text[at] != '>') ++at;
  out.value = text.substr(value, at - value);
  return true;
}

// Where the '>' of the tag stands whose attributes begin at `at`; npos when the tag never ends.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  for (HtmlAttribute ignored; next_attribute(text, at, ignored);) {
  }
  return at < text.size() ? at : std::string_view::npos;
}

}  // namespace

std::optional<HtmlToken> HtmlTokenizer::next() {
  while (!rest_.empty()) {
    if (rest_[0] != '<' || rest_.size() < 2) return take_text();
    const char second = rest_[1];
    if (is_letter(second) || (second == '/' && rest_.size() > 2 && is_letter(rest_[2]))) return take_tag();
    if (second != '!' && second != '?' && second != '/') return take_text();
    skip_markup();
  }
  return std::nullopt;
}

HtmlToken HtmlTokenizer::take_text() {
  HtmlToken token;
  token.text = rest_.substr(0, rest_.find('<', 1));
  rest_.remove_prefix(token.text.size());
  return token;
}

std::optional<HtmlToken> HtmlTokenizer::take_tag() {
  HtmlToken token;
  token.kind = rest_[1] == '/' ? HtmlToken::Kind::end_tag : HtmlToken::Kind::start_tag;
  const std::size_t begin = token.kind == HtmlToken::Kind::end_tag ? 2 : 1;
  std::size_t at = begin;
  while (at < rest_.size() && !is_space(rest_[at]) && rest_[at] != '>' && rest_[at] != '/') ++at;
  token.name = to_lower_ascii(rest_.substr(begin, at - begin));
  const std::size_t end = end_of_tag(rest_, at);
  if (end == std::string_view::npos) {
    rest_ = {};
    return std::nullopt;
  }
  token.attributes = rest_.substr(at, end - at);
  rest_.remove_prefix(end + 1);
  if (token.kind == HtmlToken::Kind::start_tag && is_raw_text(token.name)) skip_raw_text(token.name);
  return token;
}

// <!-- comment -->, <!doctype>, <![if mso]>, <?xml ?>, </ >.
void HtmlTokenizer::skip_markup() {
  const bool is_comment = rest_.starts_with("<!--");
  const std::string_view end = is_comment ? "-->" : ">";
  // "<!-->" and "<!--->" are whole comments.
  const auto at = rest_.find(end, 2);
  rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
}

void HtmlTokenizer::skip_raw_text(std::string_view name) {
  for (auto at = rest_.find("</"); at != std::string_view::npos; at = rest_.find("</", at + 2)) {
    const std::string_view tag = rest_.substr(at + 2);
    const bool ends_name = tag.size() <= name.size() || is_space(tag[name.size()]) ||
                           tag[name.size()] == '>' || tag[name.size()] == '/';
    if (!ends_name || !starts_with_ignoring_case(tag, name)) continue;
    rest_.remove_prefix(at);
    return;
  }
  rest_ = {};
}

std::optional<std::string> attribute(std::string_view attributes, std::string_view name) {
  std::size_t at = 0;
  for (HtmlAttribute found; next_attribute(attributes, at, found);) {
    if (!equals_ignoring_case(found.name, name)) continue;
    std::string value;
    append_decoded(value, found.value, HtmlContext::attribute);
    return value;
  }
  return std::nullopt;
}

std::vector<HtmlAttribute> list_attributes(std::string_view attributes, std::size_t most) {
  std::vector<HtmlAttribute> list;
  std::size_t at = 0;
  for (HtmlAttribute found; list.size() < most && next_attribute(attributes, at, found);)
    list.push_back(found);
  return list;
}

}  // namespace mailstop::mail
