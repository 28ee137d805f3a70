// The SQL functions that queries are printed with. Conditions are bound as pointers: the SQL side runs the
// same code as the in-memory evaluator.
//
//   condition_holds(text, ?)                 `text` as stored, compared in its comparable form
//   comparable_holds(text, ?)                `text` is in its comparable form already
//   any_field_holds(records, from, to, ?)    one of the fields `from` to `to` - 1 of one of the records, if
//   not "" header_holds(encoding, raw, name, ?)     a header of that name has such a value (NULL: is there)
#pragma once
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {

constexpr const char* condition_pointer = "mailstop_text_condition";

void register_functions(Database& database);

}  // namespace mailstop::store::sqlite
