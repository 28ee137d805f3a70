#include "store/sqlite/functions.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "base/text.hpp"
#include "mail/codes.hpp"
#include "mail/message_parser.hpp"
#include "query/comparable_text.hpp"
#include "query/query.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/message_records.hpp"
#include "store/sqlite/record.hpp"

namespace mailstop::store::sqlite {
namespace {

std::string_view text_of(sqlite3_value* value) {
  const void* data = sqlite3_value_blob(value);
  return {static_cast<const char*>(data), static_cast<size_t>(sqlite3_value_bytes(value))};
}

const query::TextCondition* condition_of(sqlite3_value* value) {
  return static_cast<const query::TextCondition*>(sqlite3_value_pointer(value, condition_pointer));
}

bool field_holds(const query::TextCondition& condition, std::string_view field) {
  if (field.find('\x1B') != std::string_view::npos) return condition.holds_for(unescaped(field));
  return condition.holds_for(field);
}

void condition_holds(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* condition = condition_of(values[1]);
  sqlite3_result_int(context, condition && condition->holds_for(text_of(values[0])));
}

void comparable_holds(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* condition = condition_of(values[1]);
  sqlite3_result_int(context, condition && condition->holds(text_of(values[0])));
}

void body_text_holds(sqlite3_context* context, int, sqlite3_value** values) {
  auto* decompressor = static_cast<Decompressor*>(sqlite3_user_data(context));
  const auto* condition = condition_of(values[2]);
  const Packed packed{static_cast<Encoding>(sqlite3_value_int(values[0])), text_of(values[1])};
  if (packed.encoding == Encoding::plain)
    return sqlite3_result_int(context, condition && condition->holds(packed.bytes));
  std::string text;
  sqlite3_result_int(context, condition && decompressor->unpack(packed, text) && condition->holds(text));
}

bool record_holds(RecordReader& records, int from, int to, const query::TextCondition& condition) {
  for (int index = 0; index < to; ++index) {
    const auto field = records.raw_field();
    if (index >= from && !field.empty() && field_holds(condition, field)) return true;
  }
  return false;
}

void any_field_holds(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* condition = condition_of(values[3]);
  const int from = sqlite3_value_int(values[1]), to = sqlite3_value_int(values[2]);
  bool found = false;
  RecordReader records(text_of(values[0]));
  while (condition && !found && records.next_record()) found = record_holds(records, from, to, *condition);
  sqlite3_result_int(context, found);
}

void header_holds(sqlite3_context* context, int, sqlite3_value** values) {
  auto* decompressor = static_cast<Decompressor*>(sqlite3_user_data(context));
  const Packed packed{static_cast<Encoding>(sqlite3_value_int(values[0])), text_of(values[1])};
  const auto name = text_of(values[2]);
  const auto* condition = condition_of(values[3]);
  std::string block;
  if (!decompressor->unpack_headers(packed, block)) return sqlite3_result_int(context, 0);
  const auto headers = mail::parse_headers(block);
  const bool found = std::any_of(headers.begin(), headers.end(), [&](const mail::Header& header) {
    return equals_ignoring_case(header.name, name) && (!condition || condition->holds_for(header.value));
  });
  sqlite3_result_int(context, found);
}

using ReadBody = std::string (*)(std::string_view raw, const std::vector<mail::Part>& parts);

template <ReadBody read_body>
void body_holds(sqlite3_context* context, int, sqlite3_value** values) {
  auto* decompressor = static_cast<Decompressor*>(sqlite3_user_data(context));
  const Packed packed{static_cast<Encoding>(sqlite3_value_int(values[0])), text_of(values[1])};
  const auto* condition = condition_of(values[3]);
  std::string raw;
  const bool is_readable = condition && decompressor->unpack(packed, raw);
  const bool holds = is_readable && condition->holds_for(read_body(raw, to_parts(text_of(values[2]))));
  sqlite3_result_int(context, holds);
}

void any_file_holds(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* term =
      static_cast<const query::AttachmentTerm*>(sqlite3_value_pointer(values[1], attachment_pointer));
  const auto parts = to_parts(text_of(values[0]));
  sqlite3_result_int(context, term && std::any_of(parts.begin(), parts.end(),
                                                  [&](const auto& part) { return term->holds(part); }));
}

void any_link_holds(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* term = static_cast<const query::LinkTerm*>(sqlite3_value_pointer(values[1], link_pointer));
  const auto links = to_links(text_of(values[0]));
  sqlite3_result_int(context, term && std::any_of(links.begin(), links.end(),
                                                  [&](const auto& link) { return term->holds(link); }));
}

void has_code(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context, mail::likely_code(to_codes(text_of(values[0]))) != nullptr);
}

void has_tls(sqlite3_context* context, int, sqlite3_value** values) {
  mail::Envelope envelope;
  read_envelope_records(text_of(values[0]), envelope);
  sqlite3_result_int(context, envelope.tls.has_value());
}

void free_decompressor(void* decompressor) {
  delete static_cast<Decompressor*>(decompressor);
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

void add(Database& database, const char* name, int arguments, Function function) {
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
  const int code = sqlite3_create_function_v2(database.handle(), name, arguments, flags, nullptr, function,
                                              nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) database.fail(code);
}

// Each has its own: a query may be in the middle of two of them.
void add_with_decompressor(Database& database, const char* name, int arguments, Function function) {
  const int code =
      sqlite3_create_function_v2(database.handle(), name, arguments, SQLITE_UTF8, new Decompressor, function,
                                 nullptr, nullptr, free_decompressor);
  if (code != SQLITE_OK) database.fail(code);
}

}  // namespace

void register_functions(Database& database) {
  add(database, "condition_holds", 2, condition_holds);
  add(database, "comparable_holds", 2, comparable_holds);
  add(database, "any_field_holds", 4, any_field_holds);
  add(database, "any_file_holds", 2, any_file_holds);
  add(database, "any_link_holds", 2, any_link_holds);
  add(database, "has_code", 1, has_code);
  add(database, "has_tls", 1, has_tls);
  add_with_decompressor(database, "body_text_holds", 3, body_text_holds);
  add_with_decompressor(database, "header_holds", 4, header_holds);
  add_with_decompressor(database, "text_body_holds", 4, body_holds<mail::text_body>);
  add_with_decompressor(database, "html_body_holds", 4, body_holds<mail::html_body>);
}

}  // namespace mailstop::store::sqlite
