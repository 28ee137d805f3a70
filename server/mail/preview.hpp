// Short and searchable forms of a message's content.
#pragma once
#include <string>
#include <string_view>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

constexpr std::size_t longest_snippet = 200;
constexpr std::size_t longest_search_text = 1 << 20;

// The first words: quoted lines ("> ...") of a reply are left out unless there is nothing else.
std::string make_snippet(std::string_view text);

// The text, the HTML as text when it says something else, link targets and file names, white space collapsed.
std::string make_search_text(const ParsedMessage& message, std::string_view html_as_text);

}  // namespace mailstop::mail
