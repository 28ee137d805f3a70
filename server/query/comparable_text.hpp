// The form in which texts are compared: white space collapsed, case folded, accents kept. Both sides of a
// comparison go through it, and the store keeps its search texts in it. It never holds a line break.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::query {

std::string comparable_text(std::string_view text);  // `text` is valid UTF-8

}  // namespace mailstop::query
