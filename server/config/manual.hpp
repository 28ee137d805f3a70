// mailstop(1) in roff, made of the same tables as --help.
#pragma once
#include <string>

namespace mailstop::config {

std::string manual_page();

}  // namespace mailstop::config
