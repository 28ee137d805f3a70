// What a part's header fields say about it (RFC 2045, 2183, 2231).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mail/defect.hpp"
#include "mail/header_block.hpp"
#include "mail/part.hpp"

namespace mailstop::mail {

// The first field of the name, ASCII case ignored; nullptr when there is none.
const RawField* find_field(const std::vector<RawField>& fields, std::string_view name);

// Fills content_type, charset, encoding, filename, content_id and disposition; returns the boundary of a
// multipart.
std::string read_part_header(const std::vector<RawField>& fields, std::string_view default_type, Part& part,
                             Defects& defects);

// A name that is safe to save under: no directories, no control characters, not "." or "..".
std::string to_file_name(std::string_view text);

}  // namespace mailstop::mail
