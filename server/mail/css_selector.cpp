#include "mail/css_selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "mail/css_text.hpp"

namespace mailstop::mail {
namespace {

constexpr std::string_view pseudo_classes =
    "\":first-child\", \":last-child\", \":nth-child(\", \":nth-of-type(\", \":not(\", \":empty\" or "
    "\":contains(\"";

struct Operator {
  std::string_view sign;
  AttributeTest test;
};
constexpr Operator operators[] = {
    {"=", AttributeTest::equal},   {"~=", AttributeTest::word},   {"|=", AttributeTest::dash},
    {"^=", AttributeTest::prefix}, {"$=", AttributeTest::suffix}, {"*=", AttributeTest::part},
};

SimpleSelector simple(SimpleSelector::Kind kind, std::string name = {}) {
  SimpleSelector selector;
  selector.kind = kind;
  selector.name = std::move(name);
  return selector;
}

SimpleSelector attribute_selector(std::string name, AttributeTest test, std::string value) {
  auto selector = simple(SimpleSelector::Kind::attribute, std::move(name));
  selector.test = test;
  selector.value = std::move(value);
  return selector;
}

// One function per rule of the grammar (Selectors Level 3 section 10); each answers false once the text has
// an error.
class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  Result<CssSelector> parse() {
    if (text_.text().size() > longest_selector)
      return invalid_argument(fmt::format("column {}: expected a selector of at most {} bytes, but it has {}",
                                          longest_selector + 1, longest_selector, text_.text().size()));
    CssSelector selector;
    do {
      if (!take_alternative(selector.alternatives.emplace_back())) return error();
    } while (text_.take(','));
    if (!text_.at_end()) return text_.expected("a combinator, \",\" or the end of the selector");
    return selector;
  }

 private:
  bool fail(std::string_view what) {
    error_ = text_.expected(what);
    return false;
  }
  Error error() { return std::move(*error_); }

  bool take_alternative(std::vector<CompoundSelector>& compounds) {
    auto combinator = Combinator::none;
    text_.skip_space();
    while (true) {
      auto& compound = compounds.emplace_back();
      compound.combinator = combinator;
      if (!take_compound(compound.parts)) return false;
      const bool is_spaced = text_.skip_space();
      if (const auto sign = take_combinator()) {
        combinator = *sign;
      } else if (!is_spaced || text_.at_end() || text_.front() == ',') {
        return true;
      } else {
        combinator = Combinator::descendant;
      }
    }
  }

  std::optional<Combinator> take_combinator() {
    constexpr std::pair<char, Combinator> signs[] = {
        {'>', Combinator::child}, {'+', Combinator::adjacent}, {'~', Combinator::sibling}};
    for (const auto& [sign, combinator] : signs) {
      if (!text_.take(sign)) continue;
      text_.skip_space();
      return combinator;
    }
    return std::nullopt;
  }

  bool take_compound(std::vector<SimpleSelector>& parts) {
    const auto begin = text_.position();
    if (!text_.take('*') && text_.at_name())
      parts.push_back(simple(SimpleSelector::Kind::type, to_lower_ascii(text_.name())));
    while (true) {
      if (text_.take('#')) {
        if (!take_named(parts, "id", AttributeTest::equal, "#")) return false;
      } else if (text_.take('.')) {
        if (!take_named(parts, "class", AttributeTest::word, ".")) return false;
      } else if (text_.take('[')) {
        if (!take_attribute(parts)) return false;
      } else if (text_.front() == ':') {
        if (!take_pseudo_class(parts)) return false;
      } else {
        break;
      }
    }
    if (text_.position() != begin) return true;
    return fail("a tag name, \"*\", \"#\", \".\", \"[\" or \":\"");
  }

  bool take_named(std::vector<SimpleSelector>& parts, std::string_view attribute, AttributeTest test,
                  std::string_view sign) {
    if (!text_.at_name()) return fail(fmt::format("a name after \"{}\"", sign));
    parts.push_back(attribute_selector(std::string(attribute), test, text_.name()));
    return true;
  }

  bool take_attribute(std::vector<SimpleSelector>& parts) {
    text_.skip_space();
    if (!text_.at_name()) return fail("the name of an attribute after \"[\"");
    auto selector = attribute_selector(to_lower_ascii(text_.name()), AttributeTest::present, "");
    text_.skip_space();
    const auto found = std::find_if(std::begin(operators), std::end(operators),
                                    [&](const Operator& one) { return text_.take(one.sign); });
    if (found != std::end(operators)) {
      selector.test = found->test;
      if (!take_value(selector)) return false;
    }
    if (!text_.take(']')) {
      return fail(found == std::end(operators)
                      ? "\"]\" or one of \"=\", \"~=\", \"|=\", \"^=\", \"$=\", \"*=\""
                      : "\"i\" or \"]\" after the value");
    }
    parts.push_back(std::move(selector));
    return true;
  }

  bool take_value(SimpleSelector& selector) {
    text_.skip_space();
    if (!take_text(selector.value, "a value: a name, or text in quotes")) return false;
    text_.skip_space();
    selector.ignores_case = text_.take('i') || text_.take('I');
    if (!selector.ignores_case && !text_.take('s')) text_.take('S');
    text_.skip_space();
    return true;
  }

  bool take_text(std::string& value, std::string_view what) {
    if (text_.at_name()) {
      value = text_.name();
      return true;
    }
    if (text_.front() != '"' && text_.front() != '\'') return fail(what);
    const char quote = text_.front();
    if (text_.string(value)) return true;
    return fail(fmt::format("{} at the end of the text", quote));
  }

  bool take_pseudo_class(std::vector<SimpleSelector>& parts) {
    const auto begin = text_.position();
    text_.take(':');
    const auto name = text_.at_name() ? to_lower_ascii(text_.name()) : "";
    const bool has_arguments = text_.take('(');
    if (!has_arguments && (name == "first-child" || name == "last-child" || name == "empty")) {
      auto kind = name == "empty"        ? SimpleSelector::Kind::empty
                  : name == "last-child" ? SimpleSelector::Kind::last_child
                                         : SimpleSelector::Kind::nth_child;
      parts.push_back(simple(kind));
      parts.back().offset = 1;
      return true;
    }
    if (has_arguments) {
      text_.skip_space();
      if (name == "nth-child") return take_nth(parts, SimpleSelector::Kind::nth_child);
      if (name == "nth-of-type") return take_nth(parts, SimpleSelector::Kind::nth_of_type);
      if (name == "not") return take_negation(parts);
      if (name == "contains") return take_contains(parts);
    }
    text_.back_to(begin);
    return fail(pseudo_classes);
  }

  bool take_end_of_arguments() {
    text_.skip_space();
    return text_.take(')') || fail("\")\"");
  }

  bool take_negation(std::vector<SimpleSelector>& parts) {
    if (is_in_negation_) return fail("a selector without \":not(\" inside \":not(\"");
    auto negation = simple(SimpleSelector::Kind::negation);
    is_in_negation_ = true;
    const bool is_taken = take_compound(negation.inner);
    is_in_negation_ = false;
    if (!is_taken || !take_end_of_arguments()) return false;
    parts.push_back(std::move(negation));
    return true;
  }

  bool take_contains(std::vector<SimpleSelector>& parts) {
    auto contains = simple(SimpleSelector::Kind::contains);
    const auto begin = text_.position();
    if (!take_text(contains.value, "text in quotes")) return false;
    contains.value = collapse_space(contains.value);
    if (contains.value.empty()) {
      text_.back_to(begin);
      return fail("text that is not empty");
    }
    parts.push_back(std::move(contains));
    return take_end_of_arguments();
  }

  // Section 6.6.5.2: odd, even, 3, 2n+1, -n + 3.
  bool take_nth(std::vector<SimpleSelector>& parts, SimpleSelector::Kind kind) {
    auto nth = simple(kind);
    if (text_.take_word("odd")) {
      nth.step = 2;
      nth.offset = 1;
    } else if (text_.take_word("even")) {
      nth.step = 2;
    } else if (!take_formula(nth)) {
      return fail("\"odd\", \"even\", a number or a formula such as \"2n+1\"");
    }
    parts.push_back(std::move(nth));
    return take_end_of_arguments();
  }

  bool take_formula(SimpleSelector& nth) {
    const auto begin = text_.position();
    const int sign = text_.take('-') ? -1 : 1;
    if (sign == 1) text_.take('+');
    const auto number = text_.number();
    if (!text_.take('n') && !text_.take('N')) {
      nth.offset = sign * number.value_or(0);
      if (!number) text_.back_to(begin);
      return number.has_value();
    }
    nth.step = sign * number.value_or(1);
    const auto after = text_.position();
    text_.skip_space();
    const bool is_plus = text_.take('+');
    if (!is_plus && !text_.take('-')) {
      text_.back_to(after);
      return true;
    }
    text_.skip_space();
    const auto offset = text_.number();
    nth.offset = (is_plus ? 1 : -1) * offset.value_or(0);
    return offset.has_value();
  }

  CssText text_;
  std::optional<Error> error_;
  bool is_in_negation_ = false;
};

}  // namespace

Result<CssSelector> CssSelector::parse(std::string_view text) {
  return SelectorParser(text).parse();
}

}  // namespace mailstop::mail
