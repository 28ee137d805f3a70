// The log goes to standard error, one line an event. Text from a peer or a mail is escaped here, in one
// place.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

namespace mailstop::log {

enum class Level { debug, info, warning, error, off };

void set_level(Level level);
bool is_enabled(Level level);
void write(Level level, std::string_view line);  // control characters are escaped

template <class... Args>
void at(Level level, fmt::format_string<Args...> format, Args&&... args) {
  if (is_enabled(level)) write(level, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  at(Level::debug, format, std::forward<Args>(args)...);
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  at(Level::info, format, std::forward<Args>(args)...);
}
template <class... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
  at(Level::warning, format, std::forward<Args>(args)...);
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  at(Level::error, format, std::forward<Args>(args)...);
}

}  // namespace mailstop::log
