// Base64 of RFC 4648 section 4, strict when decoding: no white space, correct padding.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mailstop {

std::string to_base64(std::string_view bytes);
std::optional<std::string> parse_base64(std::string_view text);

}  // namespace mailstop
