#include "store/sqlite/query_sql.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/sqlite/held_rows.hpp"

namespace mailstop::store::sqlite {
namespace {

using query::Field;

// Prints a condition on the tables m (message), c (message_content) and r (message_raw), and notes which it
// needs.
class Printer {
 public:
  explicit Printer(Sql& sql) : sql_(sql) {}

  void print(const query::Query& query) { std::visit(*this, query.node); }

  void operator()(const query::And& node) { join(node.operands, " AND ", "1"); }
  void operator()(const query::Or& node) { join(node.operands, " OR ", "0"); }
  void operator()(const query::Not& node) {
    add("NOT ");
    print(*node.operand);
  }
  void operator()(const query::TextTerm& term);
  void operator()(const query::HeaderTerm& term);
  void operator()(const query::FlagTerm& term);
  void operator()(const query::SizeTerm& term);
  void operator()(const query::ReceivedTerm& term);
  void operator()(const query::AttachmentTerm& term) { content("any_file_holds(c.parts, ?)", &term); }
  void operator()(const query::LinkTerm& term) { content("any_link_holds(c.links, ?)", &term); }

  bool needs_content() const { return needs_content_; }
  bool needs_raw() const { return needs_raw_; }

 private:
  void add(std::string_view text) { sql_.text.append(text); }
  void add(std::string_view text, Parameter parameter) {
    add(text);
    sql_.parameters.push_back(std::move(parameter));
  }
  void content(std::string_view text, Parameter parameter) {
    needs_content_ = true;
    add(text, parameter);
  }
  void content(std::string_view text) {
    needs_content_ = true;
    add(text);
  }

  void join(const std::vector<query::Query>& operands, std::string_view separator,
            std::string_view when_empty) {
    add("(");
    if (operands.empty()) add(when_empty);
    for (const auto& operand : operands) {
      if (&operand != &operands.front()) add(separator);
      print(operand);
    }
    add(")");
  }

  void anywhere(const query::TextCondition* condition) {
    content("(comparable_holds(c.head, ?) OR ", condition);
    content("body_text_holds(c.body_encoding, c.body, ?))", condition);
  }
  void addressed(const query::TextCondition* condition) {
    add("(");
    for (const std::string_view column : {"m.\"from\"", "m.\"to\"", "m.cc", "m.bcc"}) {
      add(fmt::format("any_field_holds({}, 0, 2, ?) OR ", column), condition);
    }
    content("any_field_holds(c.reply_to, 0, 2, ?))", condition);
  }

  // The bodies are kept in the raw message only.
  void original(std::string_view kind, const query::TextCondition* condition) {
    needs_raw_ = true;
    content(fmt::format("{}_body_holds(r.encoding, r.bytes, c.parts, ?)", kind), condition);
  }

  Sql& sql_;
  bool needs_content_ = false;
  bool needs_raw_ = false;
};

void Printer::operator()(const query::TextTerm& term) {
  const auto* condition = &term.condition;
  switch (term.field) {
    case Field::anywhere:
      return anywhere(condition);
    case Field::from:
      return add("any_field_holds(m.\"from\", 0, 2, ?)", condition);
    case Field::to:
      return add("any_field_holds(m.\"to\", 0, 2, ?)", condition);
    case Field::cc:
      return add("any_field_holds(m.cc, 0, 2, ?)", condition);
    case Field::bcc:
      return add("any_field_holds(m.bcc, 0, 2, ?)", condition);
    case Field::reply_to:
      return content("any_field_holds(c.reply_to, 0, 2, ?)", condition);
    case Field::addressed:
      return addressed(condition);
    case Field::sender:
      return add("condition_holds(m.sender, ?)", condition);
    case Field::recipient:
      return add("any_field_holds(m.recipients, 0, 1, ?)", condition);
    case Field::subject:
      return add("condition_holds(m.subject, ?)", condition);
    case Field::body:
      return content("body_text_holds(c.body_encoding, c.body, ?)", condition);
    case Field::filename:
      return content("any_field_holds(c.parts, 0, 1, ?)", condition);
    case Field::link:
      return content("any_field_holds(c.links, 0, 2, ?)", condition);
    case Field::message_id:
      return content("condition_holds(c.message_id, ?)", condition);
    case Field::inbox:
      return add("m.inbox IN (SELECT id FROM inbox WHERE condition_holds(name, ?))", condition);
    case Field::tag:
      return add("any_field_holds(m.tags, 0, 1, ?)", condition);
    case Field::auth_user:
      return content("condition_holds(c.auth_user, ?)", condition);
    case Field::helo:
      return content("condition_holds(c.helo, ?)", condition);
    case Field::client_address:
      return content("condition_holds(c.client_address, ?)", condition);
    case Field::session:
      return content("condition_holds(c.session_id, ?)", condition);
    case Field::text:
      return original("text", condition);
    case Field::html:
      return original("html", condition);
    case Field::code:
      return content("any_field_holds(c.codes, 0, 1, ?)", condition);
  }
}

void Printer::operator()(const query::HeaderTerm& term) {
  needs_raw_ = true;
  const query::TextCondition* condition = term.condition ? &*term.condition : nullptr;
  add("header_holds(r.encoding, r.bytes, ?, ", term.name);
  add("?)", condition);
}

void Printer::operator()(const query::FlagTerm& term) {
  switch (term.flag) {
    case query::Flag::read:
      return add("m.read");
    case query::Flag::tagged:
      return add("m.tags <> ''");
    case query::Flag::pinned:
      return add("m.pinned");
    case query::Flag::attachment:
      return add("m.attachment_count > 0");
    case query::Flag::inline_part:
      return content("c.inline_count > 0");
    case query::Flag::html:
      return content("c.has_html");
    case query::Flag::link:
      return content("c.links <> ''");
    case query::Flag::code:
      return content("has_code(c.codes)");
    case query::Flag::tls:
      return content("has_tls(c.envelope)");
  }
}

// A size or time beyond what SQLite's integers hold is as good as the largest.
std::int64_t clamped(std::uint64_t value) {
  return static_cast<std::int64_t>(std::min<std::uint64_t>(value, INT64_MAX));
}

void Printer::operator()(const query::SizeTerm& term) {
  add("(1");
  if (term.larger_than) add(" AND m.size > ?", clamped(*term.larger_than));
  if (term.smaller_than) add(" AND m.size < ?", clamped(*term.smaller_than));
  add(")");
}

void Printer::operator()(const query::ReceivedTerm& term) {
  add("(1");
  if (term.not_before)
    add(" AND m.received_at >= ?", std::int64_t{term.not_before->time_since_epoch().count()});
  if (term.not_after)
    add(" AND m.received_at <= ?", std::int64_t{term.not_after->time_since_epoch().count()});
  add(")");
}

// The cheap conditions come first: SQLite tests them in this order.
void add_where(Sql& where, const Selection& selection, Range range, const std::string& index_expression) {
  const auto rows = bounds_of(selection, range);
  where.text = " WHERE ";
  if (!index_expression.empty()) {
    where.text += "message_index MATCH ? AND ";
    where.parameters.emplace_back(index_expression);
  }
  const std::string_view row = index_expression.empty() ? "m.sequence" : "message_index.rowid";
  where.text += fmt::format("{0} > ? AND {0} < ?", row);
  where.parameters.emplace_back(rows.after);
  where.parameters.emplace_back(rows.before);
  if (selection.inbox) {
    where.text += " AND m.inbox = (SELECT id FROM inbox WHERE name = ?)";
    where.parameters.emplace_back(*selection.inbox);
  }
}

}  // namespace

void Sql::bind_to(Statement& statement) const {
  statement.reset();
  int index = 0;
  for (const auto& parameter : parameters) {
    ++index;
    std::visit([&](const auto& value) { statement.bind_at(index, value); }, parameter);
  }
}

Sql select_messages(const std::string& columns, const Selection& selection, Range range, Order order,
                    std::uint64_t limit, const std::string& index_expression) {
  const bool uses_index = !index_expression.empty();
  Sql sql;
  add_where(sql, selection, range, index_expression);
  Printer printer(sql);
  if (selection.query) {
    sql.text += " AND ";
    printer.print(*selection.query);
  }
  // CROSS JOIN keeps SQLite from turning the order of the tables round.
  std::string from = " FROM message m";
  if (uses_index) from = " FROM message_index CROSS JOIN message m ON m.sequence = message_index.rowid";
  if (printer.needs_content()) from += " CROSS JOIN message_content c ON c.sequence = m.sequence";
  if (printer.needs_raw()) from += " CROSS JOIN message_raw r ON r.sequence = m.sequence";
  sql.text.insert(0, "SELECT " + columns + from);
  sql.text += fmt::format(" ORDER BY {}{} LIMIT ?", uses_index ? "message_index.rowid" : "m.sequence",
                          order == Order::newest ? " DESC" : "");
  sql.parameters.emplace_back(clamped(limit));
  return sql;
}

}  // namespace mailstop::store::sqlite
