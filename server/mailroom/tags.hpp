// The tags that a message comes with.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::mailroom {

// 1 to 128 bytes, no control characters.
bool is_tag(std::string_view text);
constexpr std::size_t longest_tag = 128;

// What its header X-Tags says: "invoice, urgent". What is no tag is left out, and so is what `tags` has
// already.
void add_header_tags(std::string_view raw, std::vector<std::string>& tags);

}  // namespace mailstop::mailroom
