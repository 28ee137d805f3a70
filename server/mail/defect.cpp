#include "mail/defect.hpp"

#include <array>
#include <utility>

namespace mailstop::mail {
namespace {

constexpr std::array<std::string_view, defect_count> codes = {
    "bare_lf",
    "bare_cr",
    "nul_byte",
    "line_too_long",
    "no_header_block",
    "bad_header_line",
    "eight_bit_header",
    "too_many_headers",
    "duplicate_header",
    "missing_from",
    "missing_date",
    "bad_date",
    "bad_address",
    "bad_content_type",
    "missing_boundary",
    "truncated_multipart",
    "nesting_too_deep",
    "too_many_parts",
    "unknown_encoding",
    "bad_base64",
    "bad_quoted_printable",
    "unknown_charset",
    "wrong_charset",
    "missing_charset",
};
static_assert(!codes.back().empty());

}  // namespace

std::string_view code_of(Defect defect) {
  return codes[static_cast<std::size_t>(defect)];
}

void Defects::add(Defect defect, std::string message) {
  if (has(defect)) return;
  seen_.set(static_cast<std::size_t>(defect));
  warnings_.push_back({std::string(code_of(defect)), std::move(message)});
}

}  // namespace mailstop::mail
