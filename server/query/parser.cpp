#include "query/parser.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "query/field_terms.hpp"
#include "query/scanner.hpp"

namespace mailstop::query {
namespace {

constexpr size_t max_bytes = 8192;
constexpr size_t max_terms = 200;
constexpr size_t max_depth = 20;  // SQLite reads some thirty levels

Query negation(Query query) {
  return Query{Not{std::make_shared<const Query>(std::move(query))}};
}

template <class Node>
Query joined(std::vector<Query> operands) {
  if (operands.size() == 1) return std::move(operands.front());
  return Query{Node{std::move(operands)}};
}

// query = [any] ; any = all *( "OR" all ) ; all = 1*( ["AND"] unary ) ; unary = ( "-" / "!" / "NOT" ) unary /
// "(" any ")" / word
class Parser {
 public:
  Parser(std::string_view text, Timestamp now) : scanner_(text), now_(now) {}

  Result<Query> parse() {
    scanner_.skip_space();
    if (scanner_.at_end()) return Query{And{}};
    auto query = any();
    if (query && !scanner_.at_end()) return unexpected(")", scanner_.column());
    return query;
  }

 private:
  Result<Query> any() {
    std::vector<Query> operands;
    do {
      auto operand = all();
      if (!operand) return operand;
      operands.push_back(std::move(*operand));
    } while (take_operator("OR"));
    return joined<Or>(std::move(operands));
  }

  Result<Query> all() {
    std::vector<Query> operands;
    do {
      if (at_missing_operand()) return missing_operand();
      auto operand = unary();
      if (!operand) return operand;
      operands.push_back(std::move(*operand));
      scanner_.skip_space();
    } while (take_operator("AND") || (!scanner_.at_end() && !scanner_.at_close() && !is_at_or()));
    return joined<And>(std::move(operands));
  }

  Result<Query> unary() {
    const size_t column = scanner_.column();
    if (depth_ >= max_depth) return too_much("nested", max_depth, column);
    if (scanner_.take_minus()) return negated();
    if (take_operator("NOT")) return negated();
    if (scanner_.take_open()) return group(column);
    if (++terms_ > max_terms) return too_much("long in words", max_terms, column);
    if (scanner_.at_close() && groups_ == 0) return unexpected(")", column);
    auto word = scanner_.word(groups_);
    if (!word) return word.error();
    return to_term(*word, now_);
  }

  Result<Query> negated() {
    if (at_missing_operand()) return missing_operand();
    ++depth_;
    auto operand = unary();
    --depth_;
    if (!operand) return operand;
    return negation(std::move(*operand));
  }

  Result<Query> group(size_t column) {
    scanner_.skip_space();
    if (scanner_.take_close()) return Query{And{}};
    ++depth_;
    ++groups_;
    auto query = any();
    --depth_;
    --groups_;
    if (!query) return query;
    if (!scanner_.take_close()) {
      return invalid_argument(
          fmt::format("the bracket opened at column {} is not closed; add \")\"", column));
    }
    return query;
  }

  bool take_operator(std::string_view name) {
    const size_t column = scanner_.column();
    if (!scanner_.take_keyword(name)) return false;
    last_operator_ = name;
    operator_column_ = column;
    scanner_.skip_space();
    return true;
  }

  bool is_at_or() {
    Scanner ahead = scanner_;
    return ahead.take_keyword("OR");
  }

  // "a OR", "(NOT)", "OR b", "a AND OR b"
  bool at_missing_operand() {
    Scanner ahead = scanner_;
    const bool closes = groups_ > 0 && scanner_.at_close();
    const bool at_operator = ahead.take_keyword("OR") || ahead.take_keyword("AND");
    if (at_operator && last_operator_.empty()) {
      last_operator_ = is_at_or() ? "OR" : "AND";
      operator_column_ = scanner_.column();
    }
    return scanner_.at_end() || closes || at_operator;
  }

  Error missing_operand() const {
    if (last_operator_.empty())
      return invalid_argument(fmt::format(
          "the query ends at column {} where a word or \")\" is missing; to search for a parenthesis, put "
          "it in quotes: \"(\"",
          scanner_.column()));
    return invalid_argument(fmt::format(
        "{} at column {} needs something on both sides; to search for the word, put it in quotes: \"{}\"",
        last_operator_, operator_column_, last_operator_));
  }

  static Error unexpected(std::string_view what, size_t column) {
    return invalid_argument(fmt::format(
        "unexpected \"{}\" at column {}; nothing is open there. To search for it, put it in quotes", what,
        column));
  }

  static Error too_much(std::string_view how, size_t limit, size_t column) {
    return invalid_argument(
        fmt::format("the query is too {} at column {}; the limit is {}", how, column, limit));
  }

  Scanner scanner_;
  Timestamp now_;
  size_t depth_ = 0;
  size_t groups_ = 0;
  size_t terms_ = 0;
  std::string_view last_operator_;
  size_t operator_column_ = 0;
};

}  // namespace

Result<Query> parse_query(std::string_view text, Timestamp now) {
  if (text.size() > max_bytes) {
    return invalid_argument(fmt::format("the query has {} bytes; the limit is {}", text.size(), max_bytes));
  }
  if (!is_valid_utf8(text)) return invalid_argument("the query is not valid UTF-8");
  return Parser(text, now).parse();
}

}  // namespace mailstop::query
