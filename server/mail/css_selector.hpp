// A CSS selector as a value: type, *, #id, .class, [attribute] with each operator and the i flag, the four
// combinators, groups, :first-child :last-child :nth-child() :nth-of-type() :not() :empty (Selectors Level 3)
// and :contains("text") as jQuery has it. css_match.hpp applies it. Pure and thread-safe.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mailstop::mail {

constexpr std::size_t longest_selector = 1000;  // bytes

enum class Combinator { none, descendant, child, adjacent, sibling };

enum class AttributeTest { present, equal, word, prefix, suffix, part, dash };

struct SimpleSelector {
  enum class Kind {
    type,       // name
    attribute,  // name, test, value; .a is [class~="a"], #a is [id="a"]
    last_child,
    nth_child,  // step, offset
    nth_of_type,
    empty,
    contains,  // value, white space collapsed
    negation,  // inner
  };
  Kind kind = Kind::type;
  std::string name;  // lower case
  AttributeTest test = AttributeTest::present;
  bool ignores_case = false;
  std::string value;
  int step = 0;  // an+b
  int offset = 0;
  std::vector<SimpleSelector> inner;  // not all of these hold
};

// All of `parts` hold for one element; `combinator` leads to it from the compound before. No parts: any.
struct CompoundSelector {
  Combinator combinator = Combinator::none;
  std::vector<SimpleSelector> parts;
};

struct CssSelector {
  std::vector<std::vector<CompoundSelector>> alternatives;

  // The error is invalid_argument: column 7: expected a name after ".", but there is "1". Columns count
  // characters from 1.
  static Result<CssSelector> parse(std::string_view text);
};

}  // namespace mailstop::mail
