// A regular expression in RE2 syntax, as settings and rules hold it. Case does not matter, and it may match
// anywhere in a text: `^` and `$` stand at its ends. Immutable, safe to share between threads, cheap to copy.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace mailstop::query {

class Pattern {
 public:
  // The error says what is wrong and in which column.
  static Result<Pattern> make(std::string_view text);

  bool is_found_in(std::string_view text) const;
  const std::string& text() const { return text_; }

 private:
  Pattern(std::string_view text, std::shared_ptr<const re2::RE2> compiled);

  std::string text_;
  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace mailstop::query
