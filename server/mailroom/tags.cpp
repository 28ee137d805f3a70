#include "mailroom/tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "mailroom/raw_header.hpp"

namespace mailstop::mailroom {
namespace {

constexpr std::size_t most_own_tags = 50;

void add_tag(std::string_view tag, std::vector<std::string>& tags) {
  const bool is_new = std::find(tags.begin(), tags.end(), tag) == tags.end();
  if (is_tag(tag) && is_new && tags.size() < most_own_tags) tags.emplace_back(tag);
}

// RFC 5233 section 4: what is behind the separator is the detail; here it may be several.
void add_tags_of(std::string_view address, std::vector<std::string>& tags) {
  const auto local_part = address.substr(0, address.rfind('@'));
  const auto plus = local_part.find('+');
  if (plus == std::string_view::npos) return;
  for (const auto word : split(local_part.substr(plus + 1), '+')) add_tag(word, tags);
}

void add_plus_tags(const mail::Envelope& envelope, const mail::ParsedMessage& parsed,
                   std::vector<std::string>& tags) {
  for (const auto* const list : {&parsed.from, &parsed.to, &parsed.cc, &parsed.bcc}) {
    for (const auto& one : *list) add_tags_of(one.address, tags);
  }
  for (const auto& recipient : envelope.recipients) add_tags_of(recipient.address, tags);
}

constexpr std::pair<std::string_view, TagKey> tag_key_names[] = {{"none", TagKey::none},
                                                                 {"header", TagKey::header},
                                                                 {"plus-address", TagKey::plus_address},
                                                                 {"user", TagKey::user}};

}  // namespace

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= longest_tag && is_valid_utf8(text) && escape_controls(text) == text;
}

void add_header_tags(std::string_view raw, std::vector<std::string>& tags) {
  const auto value = raw_header(raw, "X-Tags");
  if (value.empty()) return;
  for (const auto word : split(value, ',')) add_tag(trim(word), tags);
}

Result<TagKeys> parse_tag_keys(std::string_view text) {
  TagKeys keys;
  for (const auto word : split(text, ',')) {
    const auto name = trim(word);
    const auto* const known = std::find_if(std::begin(tag_key_names), std::end(tag_key_names),
                                           [name](const auto& entry) { return entry.first == name; });
    if (known == std::end(tag_key_names))
      return invalid_argument(
          fmt::format("\"{}\" is none of header, plus-address, user, none", escape_controls(name)));
    keys.push_back(known->second);
  }
  return keys;
}

void add_own_tags(const TagKeys& keys, const mail::Envelope& envelope, const mail::ParsedMessage& parsed,
                  std::string_view raw, std::vector<std::string>& tags) {
  for (const auto key : keys) {
    if (key == TagKey::header) add_header_tags(raw, tags);
    if (key == TagKey::plus_address) add_plus_tags(envelope, parsed, tags);
    if (key == TagKey::user) add_tag(envelope.auth_user, tags);
  }
}

}  // namespace mailstop::mailroom
