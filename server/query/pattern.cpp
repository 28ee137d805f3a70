#include "query/pattern.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace mailstop::query {
namespace {

constexpr std::int64_t pattern_memory = 1 << 20;

// RE2 names the part that it cannot read, not where it stands.
Error explain(const re2::RE2& compiled, std::string_view text) {
  const auto place = text.find(compiled.error_arg());
  const auto column = place == std::string_view::npos ? 1 : place + 1;
  return invalid_argument(fmt::format("\"{}\" is no regular expression: {} in column {}",
                                      escape_controls(text), escape_controls(compiled.error()), column));
}

}  // namespace

Pattern::Pattern(std::string_view text, std::shared_ptr<const re2::RE2> compiled)
    : text_(text), compiled_(std::move(compiled)) {}

Result<Pattern> Pattern::make(std::string_view text) {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(pattern_memory);
  auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
  if (!compiled->ok()) return explain(*compiled, text);
  return Pattern(text, std::move(compiled));
}

bool Pattern::is_found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

}  // namespace mailstop::query
