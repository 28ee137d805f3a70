// The content type that a file name suggests.
#pragma once
#include <string_view>

namespace mailstop::mail {

// application/octet-stream when the extension says nothing.
std::string_view media_type_of(std::string_view filename);

}  // namespace mailstop::mail
