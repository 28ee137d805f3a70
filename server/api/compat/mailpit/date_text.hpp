// Dates as people write them behind after: and before: in Mailpit's search.
#pragma once
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "base/time_zone.hpp"

namespace mailstop::api::compat::mailpit {

// "2026-11-22", "2026-11-22T10:30:00Z", "2026-11-22 10:30", "10:30 PM" and "10:30 GMT" behind a day,
// "2026/11/22", "11/22/2026" (month first), "22 Nov 2026", "Nov 22, 2026", "20261122", "2026-11", "2026",
// seconds or milliseconds since 1970. A date alone is its 00:00, a month or year alone its first day; `zone`
// is for what names none. None when it cannot be read.
std::optional<Timestamp> read_date_text(std::string_view text, const TimeZone& zone);

}  // namespace mailstop::api::compat::mailpit
