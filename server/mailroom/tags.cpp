#include "mailroom/tags.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mailroom/raw_header.hpp"

namespace mailstop::mailroom {
namespace {

constexpr std::size_t most_header_tags = 50;

}  // namespace

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= longest_tag && is_valid_utf8(text) && escape_controls(text) == text;
}

void add_header_tags(std::string_view raw, std::vector<std::string>& tags) {
  const auto value = raw_header(raw, "X-Tags");
  if (value.empty()) return;
  for (const auto word : split(value, ',')) {
    const auto tag = trim(word);
    const bool is_new = std::find(tags.begin(), tags.end(), tag) == tags.end();
    if (is_tag(tag) && is_new && tags.size() < most_header_tags) tags.emplace_back(tag);
  }
}

}  // namespace mailstop::mailroom
