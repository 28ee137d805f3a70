#include "mail/preview.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

std::string first_words(std::string_view text) {
  // Padding can be longer than a snippet: look further only when it was.
  for (std::size_t window = 2 * longest_snippet;; window *= 8) {
    const std::string words = collapse_space(truncate_utf8(text, window));
    if (words.size() < longest_snippet && window < text.size()) continue;
    const std::string_view cut = truncate_utf8(words, longest_snippet);
    return std::string(trim(cut));
  }
}

// The text without its lines that quote, as far as a snippet needs it.
std::string own_lines(std::string_view text) {
  constexpr std::size_t enough = 64 * longest_snippet;
  std::string result;
  while (!text.empty() && result.size() < enough) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    if (!line.starts_with('>')) result.append(truncate_utf8(line, enough));
    text.remove_prefix(line.size());
  }
  return result;
}

void append_capped(std::string& out, std::string_view text) {
  if (text.empty() || out.size() >= longest_search_text) return;
  if (!out.empty()) out.push_back('\n');
  out.append(truncate_utf8(text, longest_search_text - out.size()));
}

// Runs of control characters, spaces and no-break spaces become one space. Every mail passes here, so bytes,
// not characters.
std::string collapse_plain_space(std::string_view text) {
  text = truncate_utf8(text, longest_search_text);
  std::string result(text.size(), '\0');
  std::size_t size = 0;
  bool has_space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool is_no_break_space = c == 0xC2 && text[i + 1] == '\xA0';
    if (c <= ' ' || is_no_break_space) {
      has_space = size > 0;
      if (is_no_break_space) ++i;
      continue;
    }
    if (has_space) result[size++] = ' ';
    has_space = false;
    result[size++] = text[i];
  }
  result.resize(size);
  return result;
}

}  // namespace

std::string make_snippet(std::string_view text) {
  const bool quotes = text.starts_with('>') || text.find("\n>") != std::string_view::npos;
  if (quotes) {
    std::string words = first_words(own_lines(text));
    if (!words.empty()) return words;
  }
  return first_words(text);
}

std::string make_search_text(const ParsedMessage& message, std::string_view html_as_text) {
  std::string result = collapse_plain_space(message.text);
  if (!html_as_text.empty()) {
    const std::string html = collapse_plain_space(html_as_text);
    if (html != result) append_capped(result, html);
  }
  for (const Link& link : message.links) {
    if (link.source == LinkSource::html) append_capped(result, link.href);
  }
  for (const Part& part : message.parts) {
    if (is_file(part)) append_capped(result, part.filename);
  }
  return result;
}

}  // namespace mailstop::mail
