// Texts with placeholders for what is known only when the server runs: "smtp://{smtp_host}:{smtp_port}".
// Pure.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::config {

struct PlaceholderValues {
  std::string smtp_host;
  std::string smtp_port;
  std::string url;
};

// Only lower-case words in braces are placeholders: {"a": 1} stays as it is. Errors: an unknown one.
Result<std::string> fill_placeholders(std::string_view text, const PlaceholderValues& values);

}  // namespace mailstop::config
