// Parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1), continued and encoded ones (RFC
// 2231, and RFC 2047 where it does not belong) included.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::mail {

// Those that mean something to us; "" when missing.
struct Parameters {
  std::string boundary, charset, name, filename;

  bool operator==(const Parameters&) const = default;
};

// `value` is unfolded.
Parameters content_type_parameters(const std::string& value);
Parameters disposition_parameters(const std::string& value);

// RFC 2045 section 5.1.
bool is_token(std::string_view text);

}  // namespace mailstop::mail
