#include "query/pattern.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "query/regex.hpp"

namespace mailstop::query {
namespace {

Error explain(const re2::RE2& compiled, std::string_view text) {
  return invalid_argument(fmt::format("\"{}\" is no regular expression: {} in column {}",
                                      escape_controls(text), escape_controls(compiled.error()),
                                      error_column(compiled, text)));
}

}  // namespace

Pattern::Pattern(std::string_view text, std::shared_ptr<const re2::RE2> compiled)
    : text_(text), compiled_(std::move(compiled)) {}

Result<Pattern> Pattern::make(std::string_view text) {
  auto compiled = compile_regex(text, Case::ignored);
  if (!compiled->ok()) return explain(*compiled, text);
  return Pattern(text, std::move(compiled));
}

bool Pattern::is_found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

}  // namespace mailstop::query
