#include "mail/html_selection.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mail/css_match.hpp"
#include "mail/html_tokens.hpp"
#include "mail/html_tree.hpp"

namespace mailstop::mail {
namespace {

class Selector {
 public:
  Selector(const HtmlTree& tree, const HtmlSelectionWish& wish) : tree_(tree), wish_(wish) {}

  HtmlSelection list(const std::vector<std::size_t>& found) {
    for (const auto index : found) {
      const auto& element = tree_.elements()[index];
      if (!wish_.attribute.empty() && !attribute(element.attributes, wish_.attribute)) continue;
      ++selection_.total;
      if (selection_.matches.size() < wish_.limit && !is_full_) add(element);
    }
    return std::move(selection_);
  }

 private:
  void add(const HtmlElement& element) {
    SelectedElement match;
    match.tag = element.name;
    match.text =
        collapse_space(cut(std::string(tree_.text_of(element).substr(0, longest_selected_text + 4))));
    if (wish_.html)
      match.html = cut(std::string(tree_.html_of(element).substr(0, longest_selected_text + 4)));
    add_attributes(element, match);
    if (bytes_ > longest_html_selection && !selection_.matches.empty()) {
      is_full_ = selection_.is_truncated = true;
      return;
    }
    selection_.matches.push_back(std::move(match));
  }

  void add_attributes(const HtmlElement& element, SelectedElement& match) {
    for (const auto& [written, value] : list_attributes(element.attributes, most_selected_attributes)) {
      auto name = to_lower_ascii(written);
      const bool is_known = std::any_of(match.attributes.begin(), match.attributes.end(),
                                        [&](const auto& known) { return known.first == name; });
      if (is_known || (!wish_.attribute.empty() && name != wish_.attribute)) continue;
      std::string decoded;
      append_decoded(decoded, value, HtmlContext::attribute);
      match.attributes.emplace_back(cut(std::move(name)), cut(std::move(decoded)));
    }
  }

  std::string cut(std::string text) {
    if (text.size() > longest_selected_text) {
      text.resize(truncate_utf8(text, longest_selected_text).size());
      selection_.is_truncated = true;
    }
    bytes_ += text.size();
    return text;
  }

  const HtmlTree& tree_;
  const HtmlSelectionWish& wish_;
  HtmlSelection selection_;
  std::size_t bytes_ = 0;
  bool is_full_ = false;
};

}  // namespace

Result<HtmlSelection> select_html(std::string_view html, const HtmlSelectionWish& wish) {
  const auto tree = HtmlTree::parse(html);
  if (!tree) return tree.error();
  const auto found = find_elements(*tree, wish.selector);
  if (!found) return found.error();
  return Selector(*tree, wish).list(*found);
}

}  // namespace mailstop::mail
