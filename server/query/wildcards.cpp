#include "query/wildcards.hpp"

#include <fmt/format.h>
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

constexpr std::size_t longest_quotation = 40;

// As texts are compared, or the pattern would look for what is not there.
std::string quoted(std::string_view piece, Case letter_case) {
  return re2::RE2::QuoteMeta(letter_case == Case::respected ? std::string(piece) : comparable_text(piece));
}

Result<TextCondition> with_pattern(const TextCondition& condition,
                                   const std::vector<std::string_view>& pieces) {
  std::string pattern;
  for (const auto piece : pieces)
    pattern += (pattern.empty() ? "^" : ".*") + quoted(piece, condition.letter_case());
  auto liked = TextCondition::make(Comparison::matches, pattern + "$", condition.letter_case());
  if (!liked)
    return invalid_argument(fmt::format("\"{}...\" is too long for a text with *: {}",
                                        escape_controls(truncate_utf8(condition.text(), longest_quotation)),
                                        liked.error().message));
  return liked;
}

Result<TextCondition> liked(const TextCondition& condition) {
  const auto comparison = condition.comparison();
  const bool may_have_wildcards = comparison == Comparison::contains || comparison == Comparison::equals;
  if (!may_have_wildcards || condition.text().find('*') == std::string::npos) return condition;
  auto pieces = split(condition.text(), '*');
  const auto letter_case = condition.letter_case();
  if (pieces.size() == 2 && pieces[0].empty())
    return TextCondition::make(Comparison::ends_with, pieces[1], letter_case);
  if (pieces.size() == 2 && pieces[1].empty())
    return TextCondition::make(Comparison::starts_with, pieces[0], letter_case);
  return with_pattern(condition, pieces);
}

// Rewrites the conditions of a query where they stand, up to the first that cannot be.
class Rewrite {
 public:
  Result<void> operator()(Query& query) { return std::visit(*this, query.node); }

  Result<void> operator()(And& node) { return each(node.operands); }
  Result<void> operator()(Or& node) { return each(node.operands); }
  Result<void> operator()(Not& node) {
    auto operand = with_wildcards(*node.operand);
    if (!operand) return operand.error();
    node.operand = std::make_shared<const Query>(std::move(*operand));
    return {};
  }
  Result<void> operator()(TextTerm& term) { return like(term.condition); }
  Result<void> operator()(HeaderTerm& term) { return like(term.condition); }
  Result<void> operator()(AttachmentTerm& term) { return like_both(term.filename, term.content_type); }
  Result<void> operator()(LinkTerm& term) { return like_both(term.href, term.text); }
  template <class Term>
  Result<void> operator()(Term&) {
    return {};
  }

 private:
  using Optional = std::optional<TextCondition>;

  Result<void> each(std::vector<Query>& operands) {
    for (auto& operand : operands)
      if (auto done = (*this)(operand); !done) return done;
    return {};
  }

  static Result<void> like(TextCondition& condition) {
    auto changed = liked(condition);
    if (!changed) return changed.error();
    condition = std::move(*changed);
    return {};
  }
  static Result<void> like(Optional& condition) { return condition ? like(*condition) : Result<void>(); }
  static Result<void> like_both(Optional& first, Optional& second) {
    const auto done = like(first);
    return done ? like(second) : done;
  }
};

}  // namespace

Result<Query> with_wildcards(Query query) {
  if (auto done = Rewrite()(query); !done) return done.error();
  return query;
}

}  // namespace mailstop::query
