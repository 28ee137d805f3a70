#include "query/wildcards.hpp"

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "query/comparable_text.hpp"

namespace mailstop::query {
namespace {

// As texts are compared, or the pattern would look for what is not there.
std::string quoted(std::string_view piece, Case letter_case) {
  return re2::RE2::QuoteMeta(letter_case == Case::respected ? std::string(piece) : comparable_text(piece));
}

TextCondition with_pattern(const TextCondition& condition, const std::vector<std::string_view>& pieces) {
  std::string pattern;
  for (const auto piece : pieces)
    pattern += (pattern.empty() ? "^" : ".*") + quoted(piece, condition.letter_case());
  return TextCondition::make(Comparison::matches, pattern + "$", condition.letter_case()).value();
}

TextCondition liked(const TextCondition& condition) {
  const auto comparison = condition.comparison();
  const bool may_have_wildcards = comparison == Comparison::contains || comparison == Comparison::equals;
  if (!may_have_wildcards || condition.text().find('*') == std::string::npos) return condition;
  auto pieces = split(condition.text(), '*');
  const auto letter_case = condition.letter_case();
  if (pieces.size() == 2 && pieces[0].empty())
    return TextCondition::make(Comparison::ends_with, pieces[1], letter_case).value();
  if (pieces.size() == 2 && pieces[1].empty())
    return TextCondition::make(Comparison::starts_with, pieces[0], letter_case).value();
  return with_pattern(condition, pieces);
}

std::optional<TextCondition> liked(const std::optional<TextCondition>& condition) {
  return condition ? std::optional(liked(*condition)) : std::nullopt;
}

struct Rewrite {
  Query operator()(And node) const { return Query{And{all(std::move(node.operands))}}; }
  Query operator()(Or node) const { return Query{Or{all(std::move(node.operands))}}; }
  Query operator()(const Not& node) const {
    return Query{Not{std::make_shared<const Query>(with_wildcards(*node.operand))}};
  }
  Query operator()(const TextTerm& term) const { return Query{TextTerm{term.field, liked(term.condition)}}; }
  Query operator()(const HeaderTerm& term) const {
    return Query{HeaderTerm{term.name, liked(term.condition)}};
  }
  Query operator()(const AttachmentTerm& term) const {
    return Query{AttachmentTerm{liked(term.filename), liked(term.content_type), term.size}};
  }
  Query operator()(const LinkTerm& term) const { return Query{LinkTerm{liked(term.href), liked(term.text)}}; }
  template <class Term>
  Query operator()(const Term& term) const {
    return Query{term};
  }

  static std::vector<Query> all(std::vector<Query> operands) {
    for (auto& operand : operands) operand = with_wildcards(std::move(operand));
    return operands;
  }
};

}  // namespace

Query with_wildcards(Query query) {
  return std::visit(Rewrite{}, std::move(query.node));
}

}  // namespace mailstop::query
