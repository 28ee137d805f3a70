// The structure of a message (RFC 2046), found by one bounded scan that copies no body. GMime's own parser is
// not used for this: it has no limits (a 5 MB message of empty parts or headers costs it 500 MB) and needs a
// stream per part.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "mail/defect.hpp"
#include "mail/header_block.hpp"
#include "mail/part.hpp"

namespace mailstop::mail {

constexpr std::size_t most_nesting = 50;
constexpr std::size_t most_parts = 2000;
constexpr std::size_t most_headers = 2000;

// Where a part stands; what its role depends on.
struct Place {
  std::size_t parent = 0;    // index into parts; the root is its own parent
  bool in_attached = false;  // inside a message/rfc822 part
  bool has_children = false;
};

struct MimeTree {
  std::vector<Part> parts;       // document order; role, size and sha256 are not filled yet
  std::vector<Place> places;     // of the part with the same index
  std::vector<RawField> fields;  // of the root
};

MimeTree read_mime_tree(std::string_view raw, Defects& defects);

}  // namespace mailstop::mail
