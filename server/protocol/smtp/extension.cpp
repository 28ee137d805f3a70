#include "protocol/smtp/extension.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 15> names = {
    "PIPELINING",  "SIZE",       "8BITMIME",      "SMTPUTF8",   "ENHANCEDSTATUSCODES",
    "CHUNKING",    "BINARYMIME", "DSN",           "REQUIRETLS", "DELIVERBY",
    "MT-PRIORITY", "LIMITS",     "FUTURERELEASE", "STARTTLS",   "AUTH"};

Error explain_unknown(std::string_view word) {
  const auto upper_names = std::vector<std::string_view>(names.begin(), names.end());
  std::string upper(word);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const auto nearest = nearest_word(upper, upper_names);
  const auto hint = nearest.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                    : fmt::format("did you mean {}?", nearest);
  return invalid_argument(fmt::format("\"{}\" is no SMTP extension; {}", escape_controls(word), hint));
}

}  // namespace

std::string_view name_of(Extension extension) {
  return names.at(static_cast<std::size_t>(extension));
}

Result<ExtensionSet> parse_extensions(std::string_view list) {
  ExtensionSet set;
  for (const auto item : split(list, ',')) {
    const auto word = trim(item);
    if (word.empty()) continue;
    const auto has_name = [word](std::string_view name) { return equals_ignoring_case(name, word); };
    const auto found = std::find_if(names.begin(), names.end(), has_name);
    if (found == names.end()) return explain_unknown(word);
    set.add(static_cast<Extension>(found - names.begin()));
  }
  return set;
}

}  // namespace mailstop::smtp
