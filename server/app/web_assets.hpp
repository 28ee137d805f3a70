// The web page as it was built from web/, embedded in the binary.
#pragma once
#include <vector>

#include "http/static_files.hpp"

namespace mailstop::app {

std::vector<http::Asset> web_assets();

}  // namespace mailstop::app
