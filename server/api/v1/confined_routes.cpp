#include "api/v1/confined_routes.hpp"

#include "base/text.hpp"

namespace mailstop::api::v1 {

std::string confined_pattern(std::string_view pattern) {
  constexpr std::string_view version = "/v1";
  return "/v1/inboxes/{inbox}" + std::string(pattern.substr(version.size()));
}

std::string confined_query(std::string_view query) {
  std::string kept;
  for (const auto name : split(query, ' ')) {
    if (name.empty() || name == "inbox") continue;
    kept += (kept.empty() ? "" : " ") + std::string(name);
  }
  return kept;
}

}  // namespace mailstop::api::v1
