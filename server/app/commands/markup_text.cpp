#include "app/commands/markup_text.hpp"

#include "base/text.hpp"

namespace mailstop::app {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// U+FFFE and U+FFFF are no characters of XML 1.0 (section 2.2).
bool is_noncharacter(std::string_view text) {
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string to_markup(std::string_view text) {
  const auto valid = to_valid_utf8(std::string(text));
  std::string markup;
  markup.reserve(valid.size() + valid.size() / 8);
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const char c = valid[i];
    const auto entity = entity_of(c);
    const bool is_control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    if (c == '\r') continue;
    if (is_noncharacter(std::string_view(valid).substr(i))) {
      markup += replacement;
      i += 2;
    } else if (is_control) {
      markup += replacement;
    } else if (entity.empty()) {
      markup += c;
    } else {
      markup += entity;
    }
  }
  return markup;
}

}  // namespace mailstop::app
