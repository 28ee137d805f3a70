#include "mail/css_match.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/text.hpp"
#include "mail/html_tokens.hpp"

namespace mailstop::mail {
namespace {

constexpr std::uint64_t cost_of_place = 8;  // what it keeps counts as work, too

using Flags = std::vector<char>;  // one an element

constexpr std::size_t attribute_bytes_a_unit = 16;

bool has_word(std::string_view text, std::string_view word) {
  constexpr std::string_view space = " \t\r\n\f";
  if (word.empty()) return false;
  for (std::size_t at = 0; (at = text.find_first_not_of(space, at)) != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(space, at), text.size());
    if (text.substr(at, end - at) == word) return true;
    at = end;
  }
  return false;
}

// Selectors Level 3 section 6.3; an empty value is found nowhere but by =, |= and presence.
bool holds(AttributeTest test, std::string_view actual, std::string_view wanted) {
  switch (test) {
    case AttributeTest::present:
      return true;
    case AttributeTest::equal:
      return actual == wanted;
    case AttributeTest::word:
      return has_word(actual, wanted);
    case AttributeTest::prefix:
      return !wanted.empty() && actual.starts_with(wanted);
    case AttributeTest::suffix:
      return !wanted.empty() && actual.ends_with(wanted);
    case AttributeTest::part:
      return !wanted.empty() && actual.find(wanted) != std::string_view::npos;
    case AttributeTest::dash:
      return actual.starts_with(wanted) && (actual.size() == wanted.size() || actual[wanted.size()] == '-');
  }
  return false;
}

bool has_attribute(const SimpleSelector& wanted, const HtmlElement& element) {
  if (element.attributes.empty()) return false;
  const auto value = attribute(element.attributes, wanted.name);
  if (!value) return false;
  if (!wanted.ignores_case) return holds(wanted.test, *value, wanted.value);
  return holds(wanted.test, to_lower_ascii(*value), to_lower_ascii(wanted.value));
}

// Whether there is an n >= 0 with step * n + offset == position.
bool is_nth(const SimpleSelector& wanted, std::uint32_t position) {
  const std::int64_t distance = static_cast<std::int64_t>(position) - wanted.offset;
  if (wanted.step == 0) return distance == 0;
  return distance % wanted.step == 0 && distance / wanted.step >= 0;
}

class Matcher {
 public:
  Matcher(const HtmlTree& tree, std::uint64_t most_work)
      : tree_(tree), elements_(tree.elements()), most_work_(most_work) {}

  Result<std::vector<std::size_t>> find(const CssSelector& selector) {
    Flags found(elements_.size(), 0);
    for (const auto& alternative : selector.alternatives) {
      const Flags matched = run(alternative);
      if (work_ > most_work_)
        return Error{Errc::too_expensive,
                     "The selector takes too long on this message; make it shorter or more specific."};
      for (std::size_t i = 0; i < found.size(); ++i) found[i] = static_cast<char>(found[i] | matched[i]);
    }
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i]) indexes.push_back(i);
    }
    return indexes;
  }

 private:
  Flags run(const std::vector<CompoundSelector>& compounds) {
    Flags matched(elements_.size(), 0);
    for (const auto& compound : compounds) matched = step(compound, matched);
    return matched;
  }

  // `before`: where the compound before holds.
  Flags step(const CompoundSelector& compound, const Flags& before) {
    const Flags reached = reach(compound.combinator, before);
    Flags matched(elements_.size(), 0);
    for (std::size_t i = 0; i < elements_.size() && work_ <= most_work_; ++i)
      matched[i] = reached[i] && holds_all(compound.parts, elements_[i]);
    return matched;
  }

  // Parents and previous siblings have been looked at before their turn comes here.
  Flags reach(Combinator combinator, const Flags& before) const {
    if (combinator == Combinator::none) return Flags(elements_.size(), 1);
    const bool is_upward = combinator == Combinator::descendant || combinator == Combinator::child;
    const bool is_far = combinator == Combinator::descendant || combinator == Combinator::sibling;
    Flags reached(elements_.size(), 0);
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      const auto from = is_upward ? elements_[i].parent : elements_[i].previous;
      if (from != no_element) reached[i] = before[from] || (is_far && reached[from]);
    }
    return reached;
  }

  bool holds_all(const std::vector<SimpleSelector>& parts, const HtmlElement& element) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](const SimpleSelector& part) { return holds_one(part, element); });
  }

  bool holds_one(const SimpleSelector& wanted, const HtmlElement& element) {
    ++work_;
    switch (wanted.kind) {
      case SimpleSelector::Kind::type:
        return element.name == wanted.name;
      case SimpleSelector::Kind::attribute:
        work_ += element.attributes.size() / attribute_bytes_a_unit;
        return has_attribute(wanted, element);
      case SimpleSelector::Kind::last_child:
        return element.is_last;
      case SimpleSelector::Kind::nth_child:
        return is_nth(wanted, element.position);
      case SimpleSelector::Kind::nth_of_type:
        return is_nth(wanted, element.position_of_type);
      case SimpleSelector::Kind::empty:
        return element.is_empty;
      case SimpleSelector::Kind::contains:
        return contains(element, wanted.value);
      case SimpleSelector::Kind::negation:
        return !holds_all(wanted.inner, element);
    }
    return false;
  }

  // The text of an element is a piece of the document's: the first find behind its beginning decides.
  bool contains(const HtmlElement& element, const std::string& text) {
    const auto& places = places_of(text);
    const auto place = std::lower_bound(places.begin(), places.end(), element.text_begin);
    return place != places.end() && *place + text.size() <= element.text_end;
  }

  const std::vector<std::size_t>& places_of(const std::string& text) {
    const auto [entry, is_new] = places_.try_emplace(text);
    if (!is_new) return entry->second;
    const auto& all = tree_.text();
    for (auto at = all.find(text); at != std::string::npos && work_ <= most_work_;
         at = all.find(text, at + 1)) {
      entry->second.push_back(at);
      work_ += cost_of_place;
    }
    return entry->second;
  }

  const HtmlTree& tree_;
  const std::vector<HtmlElement>& elements_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;  // of texts, in the document's
  std::uint64_t most_work_;
  std::uint64_t work_ = 0;
};

}  // namespace

Result<std::vector<std::size_t>> find_elements(const HtmlTree& tree, const CssSelector& selector,
                                               std::uint64_t most_work) {
  return Matcher(tree, most_work).find(selector);
}

}  // namespace mailstop::mail
