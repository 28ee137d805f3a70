// The tags that a message comes with.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "mail/envelope.hpp"
#include "mail/parsed_message.hpp"

namespace mailstop::mailroom {

// 1 to 128 bytes, no control characters.
bool is_tag(std::string_view text);
constexpr std::size_t longest_tag = 128;

// What says which tags a message has of itself.
enum class TagKey {
  none,
  header,        // X-Tags: "invoice, urgent"
  plus_address,  // alice+invoice+urgent@x in From, To, Cc, Bcc or of a recipient: invoice and urgent
  user,          // the AUTH user
};
using TagKeys = std::vector<TagKey>;

// "header,plus-address"
Result<TagKeys> parse_tag_keys(std::string_view text);

// The tags that a message has of itself. What is no tag is left out, and so is what `tags` has already.
void add_own_tags(const TagKeys& keys, const mail::Envelope& envelope, const mail::ParsedMessage& parsed,
                  std::string_view raw, std::vector<std::string>& tags);

// Those of its header X-Tags.
void add_header_tags(std::string_view raw, std::vector<std::string>& tags);

}  // namespace mailstop::mailroom
