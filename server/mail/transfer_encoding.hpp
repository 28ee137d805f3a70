// Content-Transfer-Encoding undone (RFC 2045 section 6), piece by piece, so that a big part needs no memory.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "mail/defect.hpp"

namespace mailstop::mail {

// 7bit, 8bit, binary, nothing at all, or an encoding that nobody knows: the bytes are the content.
bool is_identity(std::string_view encoding);

std::string decode_transfer(std::string_view body, std::string_view encoding);

struct ContentFacts {
  std::size_t size = 0;
  std::string sha256;  // lower-case hex, "" when not asked for
};

enum class Digest { none, sha256 };

ContentFacts look_at_content(std::string_view body, std::string_view encoding, Digest digest);

// Adds unknown_encoding, bad_base64 and bad_quoted_printable.
void check_transfer(std::string_view body, std::string_view encoding, std::string_view part_id,
                    Defects& defects);

}  // namespace mailstop::mail
