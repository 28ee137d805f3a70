// HTML cut into tags and text, leniently and in linear time (after WHATWG HTML section 13.2.5). No tree is
// built: libxml2's parser needs quadratic time for hostile markup (11 s for a 400 KB tag full of attributes),
// and this runs for each mail.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::mail {

struct HtmlToken {
  enum class Kind { text, start_tag, end_tag };
  Kind kind = Kind::text;
  std::string_view text;        // of a text token, character references not undone
  std::string name;             // of a tag, lower case
  std::string_view attributes;  // of a start tag, as written
};

class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view html) : rest_(html) {}

  // nullopt at the end. Comments, doctype, and the content of script, style, title and the like are skipped.
  std::optional<HtmlToken> next();

 private:
  std::optional<HtmlToken> take_tag();
  HtmlToken take_text();
  void skip_markup();
  void skip_raw_text(std::string_view name);

  std::string_view rest_;
};

// The value of the first attribute of the name (given in lower case), character references undone.
std::optional<std::string> attribute(std::string_view attributes, std::string_view name);

// As written, in order, at most `most` of them.
struct HtmlAttribute {
  std::string_view name, value;
};
std::vector<HtmlAttribute> list_attributes(std::string_view attributes, std::size_t most);

enum class HtmlContext { text, attribute };

// Character references undone (&amp; &#8364; &euro;); in an attribute those without a semicolon stay where a
// URL may mean them.
void append_decoded(std::string& out, std::string_view html, HtmlContext context);

}  // namespace mailstop::mail
