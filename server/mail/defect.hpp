// The closed list of what can be wrong with a message, and their collector: one warning a kind, about its
// first place. A code is the enumerator's name; codes are stable, as tests of users may name them.
#pragma once
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

enum class Defect : std::uint8_t {
  // Lines (RFC 5321 section 2.3.8, RFC 5322 section 2.1)
  bare_lf,
  bare_cr,
  nul_byte,
  line_too_long,
  // Headers
  no_header_block,
  bad_header_line,
  eight_bit_header,
  too_many_headers,
  duplicate_header,
  missing_from,
  missing_date,
  bad_date,
  bad_address,
  // Structure
  bad_content_type,
  missing_boundary,
  truncated_multipart,
  nesting_too_deep,
  too_many_parts,
  // Content
  unknown_encoding,
  bad_base64,
  bad_quoted_printable,
  unknown_charset,
  wrong_charset,
  missing_charset,
  last = missing_charset,
};

constexpr std::size_t defect_count = static_cast<std::size_t>(Defect::last) + 1;

std::string_view code_of(Defect defect);

class Defects {
 public:
  bool has(Defect defect) const { return seen_[static_cast<std::size_t>(defect)]; }
  void add(Defect defect, std::string message);  // the first message of a kind stays
  std::vector<Warning> take() { return std::move(warnings_); }

 private:
  std::bitset<defect_count> seen_;
  std::vector<Warning> warnings_;
};

}  // namespace mailstop::mail
