// Bytes of a text part to Unicode. The declared charset is believed while the bytes allow it; else the bytes
// decide.
#pragma once
#include <string>
#include <string_view>

#include "mail/defect.hpp"

namespace mailstop::mail {

struct DeclaredText {
  std::string_view bytes;
  std::string_view charset;  // lower case, "" when not declared
  bool is_html = false;      // its <meta charset> counts when the part declares none
};

// Valid UTF-8; NUL bytes become U+FFFD and a byte order mark is dropped. Adds unknown_charset, wrong_charset
// and missing_charset when `defects` is given.
std::string to_unicode(const DeclaredText& text, Defects* defects = nullptr);

}  // namespace mailstop::mail
