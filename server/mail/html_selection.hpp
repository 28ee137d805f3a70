// What a CSS selector finds in an HTML body, bounded in number and bytes. For tests that look into a mail.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "mail/css_selector.hpp"

namespace mailstop::mail {

constexpr std::size_t longest_selected_text = 64 * 1024;  // of one text, HTML or attribute; the rest is cut
constexpr std::size_t longest_html_selection = 4 << 20;   // of all together; then no more are listed
constexpr std::size_t most_selected_attributes = 100;     // of one element

struct SelectedElement {
  std::string tag;
  std::string text;  // as a reader sees it, white space collapsed
  std::string html;  // as written, with its own tags; only when asked for
  std::vector<std::pair<std::string, std::string>> attributes;
};

struct HtmlSelection {
  std::vector<SelectedElement> matches;
  std::size_t total = 0;      // exact, however many are listed
  bool is_truncated = false;  // something was cut for its size
};

struct HtmlSelectionWish {
  CssSelector selector;
  std::string attribute;  // lower case; only elements that have it, and of theirs only this one; "" is all
  std::size_t limit = 100;
  bool html = false;
};

// `html` is valid UTF-8. Errors: too_large, too_expensive.
Result<HtmlSelection> select_html(std::string_view html, const HtmlSelectionWish& wish);

}  // namespace mailstop::mail
