// How much room text takes on a terminal, where a letter may be two columns wide or none.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mailstop {

// In columns, of valid UTF-8 without control characters.
std::size_t display_width(std::string_view text);

// Cut to at most `width` columns, with an ellipsis when something was cut.
std::string cut_to_width(std::string_view text, std::size_t width);

// Filled up with spaces to `width` columns.
std::string pad_to_width(std::string text, std::size_t width);

}  // namespace mailstop
