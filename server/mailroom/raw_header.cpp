#include "mailroom/raw_header.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mailstop::mailroom {

std::string_view raw_header(std::string_view raw, std::string_view name) {
  while (!raw.empty()) {
    const auto end = std::min(raw.find('\n'), raw.size());
    const auto line = raw.substr(0, end);
    if (trim(line).empty()) return {};
    if (starts_with_ignoring_case(line, name)) {
      const auto rest = trim(line.substr(name.size()));
      if (rest.starts_with(':')) return trim(rest.substr(1));
    }
    raw.remove_prefix(std::min(end + 1, raw.size()));
  }
  return {};
}

}  // namespace mailstop::mailroom
