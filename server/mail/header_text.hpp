// Header values as a person reads them: unfolded, RFC 2047 undone, valid UTF-8 on one line.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::mail {

// Longer values are cut before decoding: no real header comes near, and decoding costs memory.
constexpr std::size_t longest_decoded_header = 1 << 20;

// Folds become the white space they stand for, control characters become spaces. Encoded words stay.
std::string unfold(std::string_view raw);

std::string decode_header_text(std::string_view raw);

// Valid UTF-8 without control characters (each becomes a space) and without space at the ends.
std::string to_single_line(std::string text);

}  // namespace mailstop::mail
