// Quantities as people write them in flags and requests.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace mailstop {

// "500ms", "10s", "2m", "1h", "7d". A plain number is an error: the unit must be said.
Result<Duration> parse_duration(std::string_view text);

// "132ms", "10.000s": what people read in answers.
std::string to_text(Duration duration);

// "1500", "10k", "50MiB", "2g": binary multiples, the case and a final "B" or "iB" do not matter.
Result<std::uint64_t> parse_byte_size(std::string_view text);

}  // namespace mailstop
