// What a text must be like. One object answers for both evaluators of a query, in memory and in SQL, so that
// they agree. Immutable after it is made, safe to share between threads.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace mailstop::query {

enum class Comparison { contains, equals, starts_with, ends_with, matches };

class TextCondition {
 public:
  // `matches` is RE2 syntax, case-insensitive; `^` and `$` stand at the ends of each text. Its error says
  // what is wrong.
  static Result<TextCondition> make(Comparison comparison, std::string_view text);

  Comparison comparison() const { return comparison_; }
  const std::string& text() const { return text_; }      // as typed
  const std::string& needle() const { return needle_; }  // its comparable form; "" for `matches`

  // `comparable` is a text in its comparable form, or several of them with a line break after each.
  bool holds(std::string_view comparable) const;

  bool operator==(const TextCondition& other) const {
    return comparison_ == other.comparison_ && text_ == other.text_;
  }

 private:
  TextCondition() = default;

  bool holds_for_line(std::string_view line) const;

  Comparison comparison_ = Comparison::contains;
  std::string text_;
  std::string needle_;
  std::shared_ptr<const re2::RE2> pattern_;
};

}  // namespace mailstop::query
