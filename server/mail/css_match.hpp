// Which elements of a tree a selector holds for. Each compound is asked once of each element, in the order of
// the document, so that time is selector x elements, whatever the nesting.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "mail/css_selector.hpp"
#include "mail/html_tree.hpp"

namespace mailstop::mail {

constexpr std::uint64_t most_css_work = 20'000'000;  // an element asked for one thing is 1: about a second

// Indexes of elements, in the order of the document. Error: too_expensive.
Result<std::vector<std::size_t>> find_elements(const HtmlTree& tree, const CssSelector& selector,
                                               std::uint64_t most_work = most_css_work);

}  // namespace mailstop::mail
