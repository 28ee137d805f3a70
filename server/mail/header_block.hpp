// The header block of a message or part, as views into the raw bytes (RFC 5322 section 2.2).
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "mail/boundaries.hpp"
#include "mail/defect.hpp"

namespace mailstop::mail {

struct RawField {
  std::string_view name;   // as written
  std::string_view value;  // after the colon, folds included, without the final line break
};

struct HeaderBlock {
  std::vector<RawField> fields;
  std::size_t body = 0;  // where the body begins
};

// Reads from `begin` to the blank line. A line that is no field is taken into the field before it when fields
// follow soon (a badly folded header), else the body begins there (a forgotten blank line). At most `budget`
// fields are kept.
HeaderBlock read_header_block(std::string_view raw, std::size_t begin, const Boundaries& boundaries,
                              std::size_t budget, Defects& defects);

}  // namespace mailstop::mail
