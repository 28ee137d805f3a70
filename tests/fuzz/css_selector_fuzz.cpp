// Any text is a selector or an error that says where it stands; any HTML has a tree in the order of the
// document. What stands before the first line end is the selector, the rest is the HTML.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "mail/css_match.hpp"
#include "mail/html_selection.hpp"
#include "property.hpp"

namespace {

using mailstop::fuzz::require;

void check_tree(std::string_view html, const mailstop::mail::CssSelector& selector) {
  const auto tree = mailstop::mail::HtmlTree::parse(html);
  if (!tree) return;
  const auto& elements = tree->elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto& element = elements[i];
    require(i == 0 || element.parent < i, "a parent comes first");
    require(element.previous == mailstop::mail::no_element || element.previous < i,
            "a sibling before comes first");
    require(element.begin <= element.end && element.end <= html.size(), "an element stands in its HTML");
    require(element.text_begin <= element.text_end, "an element has its text");
  }
  const auto found = find_elements(*tree, selector);
  require(!found || found->size() <= elements.size(), "an element is found once");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = mailstop::to_valid_utf8(std::string(reinterpret_cast<const char*>(data), size));
  const auto end = std::min(text.find('\n'), text.size());
  const auto selector = mailstop::mail::CssSelector::parse(std::string_view(text).substr(0, end));
  if (!selector) {
    require(selector.error().message.starts_with("column "), "an error has a column");
    return 0;
  }
  const auto html = std::string_view(text).substr(std::min(end + 1, text.size()));
  check_tree(html, *selector);
  mailstop::mail::HtmlSelectionWish wish;
  wish.selector = *selector;
  wish.html = true;
  const auto selection = select_html(html, wish);
  require(!selection || selection->matches.size() <= selection->total, "what is listed is counted");
  return 0;
}
