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
enum class Case { ignored, respected };

class TextCondition {
 public:
  // `matches` is RE2 syntax; `^` and `$` stand at the ends of each text. Its error says what is wrong.
  static Result<TextCondition> make(Comparison comparison, std::string_view text,
                                    Case letter_case = Case::ignored);

  Comparison comparison() const { return comparison_; }
  Case letter_case() const { return case_; }
  const std::string& text() const { return text_; }      // as typed
  const std::string& needle() const { return needle_; }  // as texts are compared; "" for `matches`

  // `comparable` is a text in its comparable form, or several of them with a line break after each. What is
  // kept in that form only, the body, has lost its case: a condition that respects it sees small letters
  // there.
  bool holds(std::string_view comparable) const;

  // `text` is as it was written: one text, white space not yet collapsed.
  bool holds_for(std::string_view text) const;

  bool operator==(const TextCondition& other) const {
    return comparison_ == other.comparison_ && case_ == other.case_ && text_ == other.text_;
  }

 private:
  TextCondition() = default;

  bool holds_for_line(std::string_view line) const;

  Comparison comparison_ = Comparison::contains;
  Case case_ = Case::ignored;
  std::string text_;
  std::string needle_;
  std::shared_ptr<const re2::RE2> pattern_;
};

}  // namespace mailstop::query
