// The SQL functions that queries are printed with. Conditions are bound as pointers: the SQL side runs the
// same code as the in-memory evaluator.
//
//   condition_holds(text, ?)                 `text` as stored, compared in its comparable form
//   comparable_holds(text, ?)                `text` is in its comparable form already
//   body_text_holds(encoding, body, ?)       likewise, of a text that may be compressed
//   any_field_holds(records, from, to, ?)    one of the fields `from` to `to` - 1 of one of the records, if
//                                            not ""
//   header_holds(encoding, raw, name, ?)     a header of that name has such a value (NULL: is there)
//   text_body_holds(encoding, raw, parts, ?) the text bodies are such; likewise html_body_holds
//   any_file_holds(parts, ?)                 one of the parts is such an AttachmentTerm
//   any_link_holds(links, ?)                 one of the links is such a LinkTerm
//   has_code(codes)                          one of the codes can be relied on
//   has_tls(envelope)                        it came over TLS
#pragma once
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {

constexpr const char* condition_pointer = "mailstop_text_condition";
constexpr const char* attachment_pointer = "mailstop_attachment_term";
constexpr const char* link_pointer = "mailstop_link_term";

void register_functions(Database& database);

}  // namespace mailstop::store::sqlite
