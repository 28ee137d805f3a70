// The chunked transfer coding of RFC 9112 section 7.1.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

namespace mailstop::http {

constexpr std::string_view last_chunk = "0\r\n\r\n";

// `bytes` must not be empty: an empty chunk ends the body.
inline std::string to_chunk(std::string_view bytes) {
  return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}

}  // namespace mailstop::http
