#include "config/mailpit_tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/text.hpp"

namespace mailstop::config {
namespace {

// Those of a search that Mailpit and Mailstop both know.
constexpr std::string_view search_prefixes[] = {
    "from:",    "to:",         "cc:",    "bcc:",    "reply-to:", "addressed:", "has:",
    "subject:", "message-id:", "after:", "before:", "larger:",   "smaller:"};

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct Word {
  std::string text;
  char end = '\0';  // what came behind it
};

// What stands before white space or `end`, which is taken too; quotes keep together what is between them, and
// are left out.
Word take_word(std::string_view& rest, char end = ' ') {
  Word word;
  bool is_quoted = false;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (!is_quoted && (c == end || is_white(c))) {
      word.end = c;
      break;
    }
    if (c == '"')
      is_quoted = !is_quoted;
    else
      word.text += is_white(c) ? ' ' : c;  // a rule is one line
  }
  return word;
}

bool is_search(std::string_view match) {
  if (match.starts_with('-') || match.starts_with('!')) match.remove_prefix(1);
  return std::any_of(std::begin(search_prefixes), std::end(search_prefixes),
                     [match](const auto prefix) { return starts_with_ignoring_case(match, prefix); });
}

}  // namespace

// A match that is no search is a text that stands somewhere in the mail, as it is written. A rule without a
// match, or with a tag that --tag cannot have, is left without "=": so --tag refuses it.
std::string mailpit_tag_rules(std::string_view value) {
  std::vector<std::string> rules;
  for (auto rest = trim(value); !rest.empty(); rest = trim(rest)) {
    auto tags = take_word(rest, '=');
    const auto match = tags.end == '=' ? take_word(rest).text : std::string();
    const bool is_complete = !match.empty() && tags.text.find('=') == std::string::npos;
    if (!is_complete) std::replace(tags.text.begin(), tags.text.end(), '=', ' ');
    rules.push_back(!is_complete       ? tags.text
                    : is_search(match) ? fmt::format("{}={}", tags.text, match)
                                       : fmt::format("{}=\"{}\"", tags.text, match));
  }
  return fmt::format("{}", fmt::join(rules, "\n"));
}

std::string mailpit_tag_keys(std::string_view disabled) {
  bool has_header = true, has_plus_address = true;
  for (const auto word : split(disabled, ',')) {
    const auto name = to_lower_ascii(trim(word));
    if (name == "x-tags") has_header = false;
    if (name == "plus-addresses") has_plus_address = false;
  }
  if (has_header && has_plus_address) return "header,plus-address";
  if (has_header) return "header";
  return has_plus_address ? "plus-address" : "none";
}

}  // namespace mailstop::config
