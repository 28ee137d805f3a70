// RFC 3339 text of a Timestamp, always UTC with milliseconds: 2026-11-21T22:32:25.706Z
#pragma once
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace mailstop {

std::string to_rfc3339(Timestamp time);

// Accepts a date (00:00 UTC) or a date-time with Z or a numeric offset; fractions beyond milliseconds are
// cut.
Result<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace mailstop
