// What the HTML standard says of elements by their names (lower case): which stand on lines of their own,
// have no content, or end others that were left open.
#pragma once
#include <string_view>

namespace mailstop::mail {

bool is_block_element(std::string_view name);
bool is_void_element(std::string_view name);  // <br>, <img>: nothing is inside

// WHATWG HTML section 13.1.2.4: the start tag of `name` ends an open `open` (<li> an <li>, <div> a <p>).
bool ends_element(std::string_view name, std::string_view open);
bool ends_only_paragraphs(std::string_view name);

// An open element that an end tag, or the start tag of `name`, does not reach beyond: a <td> keeps what is in
// it.
bool is_scope(std::string_view open, std::string_view name);

}  // namespace mailstop::mail
