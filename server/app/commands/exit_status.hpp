// What the commands end with; docs/commands.md promises it.
#pragma once

namespace mailstop::app {

inline constexpr int status_done = 0;
inline constexpr int status_not_met = 1;       // or not found, or it cannot start
inline constexpr int status_usage = 2;         // a mistake of who called
inline constexpr int status_unreachable = 69;  // EX_UNAVAILABLE of sysexits.h

}  // namespace mailstop::app
