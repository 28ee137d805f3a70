// What is wrong with a message's lines: bare LF and CR, NUL bytes, lines over 998 bytes. One pass.
#pragma once
#include <string_view>

#include "mail/defect.hpp"

namespace mailstop::mail {

void check_lines(std::string_view raw, Defects& defects);

}  // namespace mailstop::mail
