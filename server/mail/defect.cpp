#include "mail/defect.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "mail/header_text.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t longest_message = 500;

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
  const std::string line = to_single_line(std::move(message));  // it may quote the message
  warnings_.push_back({std::string(code_of(defect)), std::string(truncate_utf8(line, longest_message))});
}

}  // namespace mailstop::mail
