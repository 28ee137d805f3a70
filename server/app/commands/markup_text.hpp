// Text for XML and HTML: nothing that a mail holds becomes markup. Pure.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::app {

// Escapes & < > " and ', and replaces what neither XML 1.0 nor HTML may hold: control characters, broken
// UTF-8. Line breaks and tabs stay.
std::string to_markup(std::string_view text);

}  // namespace mailstop::app
