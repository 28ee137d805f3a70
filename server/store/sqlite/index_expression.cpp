#include "store/sqlite/index_expression.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace mailstop::store::sqlite {
namespace {

using query::Field;
using Expression = std::optional<std::string>;

constexpr std::size_t trigram = 3;         // characters
constexpr std::size_t most_trigrams = 12;  // more find hardly fewer messages

bool is_in_index(Field field) {
  constexpr Field indexed[] = {Field::anywhere,  Field::from,     Field::to,        Field::cc,
                               Field::bcc,       Field::reply_to, Field::addressed, Field::sender,
                               Field::recipient, Field::subject,  Field::body,      Field::filename};
  return std::find(std::begin(indexed), std::end(indexed), field) != std::end(indexed);
}

// Where each character of UTF-8 begins, and the end.
std::vector<std::size_t> character_bounds(std::string_view text) {
  std::vector<std::size_t> bounds;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) bounds.push_back(at);
  }
  bounds.push_back(text.size());
  return bounds;
}

// FTS5: a string in quotes, a quote in it written twice.
void add_quoted(std::string& expression, std::string_view token) {
  expression += expression.empty() ? "\"" : " AND \"";
  for (const char c : token) expression += c == '"' ? std::string("\"\"") : std::string(1, c);
  expression += '"';
}

Expression trigrams_of(std::string_view needle) {
  const auto bounds = character_bounds(needle);
  const auto characters = bounds.size() - 1;
  if (characters < trigram || needle.find('\0') != std::string_view::npos) return std::nullopt;
  const auto count = characters - trigram + 1;
  const auto stride = (count + most_trigrams - 1) / most_trigrams;
  std::string expression;
  for (std::size_t i = 0; i < count; i += stride)
    add_quoted(expression, needle.substr(bounds[i], bounds[i + trigram] - bounds[i]));
  return expression;
}

struct Necessary {
  Expression operator()(const query::Query& query) const { return std::visit(*this, query.node); }

  Expression operator()(const query::And& node) const {
    std::string all;
    for (const auto& operand : node.operands) {
      if (const auto part = (*this)(operand)) all += (all.empty() ? "(" : " AND (") + *part + ')';
    }
    return all.empty() ? std::nullopt : Expression(all);
  }
  Expression operator()(const query::Or& node) const {
    std::string any;
    for (const auto& operand : node.operands) {
      const auto part = (*this)(operand);
      if (!part) return std::nullopt;
      any += (any.empty() ? "(" : " OR (") + *part + ')';
    }
    return any.empty() ? std::nullopt : Expression(any);
  }
  // What is kept in the index has lost its case, as a needle has for which case does not matter.
  Expression operator()(const query::TextTerm& term) const {
    const auto& condition = term.condition;
    const bool is_known = is_in_index(term.field) && condition.letter_case() == query::Case::ignored;
    return is_known ? trigrams_of(condition.needle()) : std::nullopt;
  }
  template <class Term>
  Expression operator()(const Term&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<std::string> index_expression(const query::Query& query) {
  return Necessary()(query);
}

}  // namespace mailstop::store::sqlite
