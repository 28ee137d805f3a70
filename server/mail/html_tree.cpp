#include "mail/html_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "mail/html_elements.hpp"
#include "mail/html_tokens.hpp"
#include "mail/text_flow.hpp"

namespace mailstop::mail {
namespace {

// Looking for what a tag ends is bounded for the whole document; later tags are taken as they stand.
constexpr std::size_t most_looks = 10'000'000;

bool belongs_to_head(std::string_view name) {
  return name == "title" || name == "meta" || name == "link" || name == "base" || name == "style" ||
         name == "script";
}

}  // namespace

// Keeps the elements that are open, outermost first: <html> is always there, then <head> or <body>.
class HtmlTreeBuilder {
 public:
  explicit HtmlTreeBuilder(std::string_view html) { tree_.html_ = html; }

  Result<HtmlTree> build() {
    HtmlTokenizer tokens(tree_.html_);
    while (const auto token = tokens.next()) {
      if (tree_.elements_.size() >= most_elements)
        return Error{Errc::too_large, fmt::format("the HTML has more than {} elements", most_elements)};
      take(*token);
    }
    at_ = tree_.html_.size();
    while (!open_.empty()) close();
    tree_.text_ = flow_.take();
    return std::move(tree_);
  }

 private:
  struct Open {
    std::size_t element = no_element;
    std::size_t last_child = no_element;
    std::unordered_map<std::string_view, std::uint32_t> children;  // how many of each name
  };

  HtmlElement& innermost() { return tree_.elements_[open_.back().element]; }
  bool is_open(std::string_view name) {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Open& open) { return tree_.elements_[open.element].name == name; });
  }
  std::size_t offset(const char* at) const { return static_cast<std::size_t>(at - tree_.html_.data()); }

  void take(const HtmlToken& token) {
    switch (token.kind) {
      case HtmlToken::Kind::text:
        at_ = offset(token.text.data());
        take_text(token.text);
        break;
      case HtmlToken::Kind::start_tag:
        at_ = offset(token.attributes.data()) - token.name.size() - 1;
        take_start(token);
        break;
      case HtmlToken::Kind::end_tag:
        at_ = offset(token.attributes.data()) - token.name.size() - 2;
        take_end(token);
        break;
    }
  }

  void take_text(std::string_view text) {
    const bool is_blank = trim(text).empty();
    if (is_blank && !has_body_) return;
    if (!is_blank) enter_body();
    innermost().is_empty = false;
    decoded_.clear();
    append_decoded(decoded_, text, HtmlContext::text);
    flow_.add(decoded_);
  }

  void take_start(const HtmlToken& token) {
    if (token.name == "html" || token.name == "head" || token.name == "body") {
      take_frame(token);
      return;
    }
    make_room(token);
    if (is_block_element(token.name)) flow_.add_space();
    open(token.name, token.attributes);
    innermost().end = end_of(token);
    if (is_void_element(token.name) || open_.size() > deepest_element) close_at(end_of(token));
  }

  // The first of each counts; attributes of one that was made up before are its own.
  void take_frame(const HtmlToken& token) {
    if (open_.empty()) open("html", {});
    if (token.name == "body") enter_body();
    if (token.name == "head" && !is_open("head") && !has_body_) open("head", {});
    constexpr std::size_t frames = 2;  // <html>, and <head> or <body> in it: they are the outermost
    for (std::size_t i = 0; i < std::min(frames, open_.size()); ++i) {
      auto& element = tree_.elements_[open_[i].element];
      if (element.name == token.name && element.attributes.empty()) element.attributes = token.attributes;
    }
  }

  void make_room(const HtmlToken& token) {
    if (belongs_to_head(token.name) && !has_body_) {
      if (!is_open("head")) open_head();
      return;
    }
    enter_body();
    end_left_open(token.name);
    if (token.name == "tr" && innermost().name == "table") open("tbody", {});
    if (token.name == "td" || token.name == "th") {
      if (innermost().name == "table") open("tbody", {});
      if (innermost().name == "tbody" || innermost().name == "thead" || innermost().name == "tfoot")
        open("tr", {});
    }
  }

  void open_head() {
    if (open_.empty()) open("html", {});
    open("head", {});
  }

  void enter_body() {
    if (has_body_) return;
    if (open_.empty()) open("html", {});
    while (open_.size() > 1) close();
    has_body_ = true;
    open("body", {});
  }

  // A <li> ends the <li> before it together with what is open inside, but not one of a list further out.
  void end_left_open(std::string_view name) {
    if (!is_block_element(name) || (ends_only_paragraphs(name) && open_paragraphs_ == 0)) return;
    for (std::size_t i = open_.size(); i > 0 && looks_ < most_looks; --i, ++looks_) {
      const auto& candidate = tree_.elements_[open_[i - 1].element];
      if (ends_element(name, candidate.name)) {
        while (open_.size() >= i) close();
      } else if (is_scope(candidate.name, name)) {
        return;
      }
    }
  }

  void take_end(const HtmlToken& token) {
    if (token.name == "br" || token.name == "body" || token.name == "html" || open_.empty()) return;
    for (std::size_t i = open_.size(); i > 0 && looks_ < most_looks; --i, ++looks_) {
      const auto& candidate = tree_.elements_[open_[i - 1].element];
      if (candidate.name == token.name) {
        if (token.name == "title") take_title(innermost());
        while (open_.size() > i) close();
        close_at(end_of(token));
        return;
      }
      if (is_scope(candidate.name, token.name)) return;
    }
  }

  // The tokenizer passes over what is in a title, which is text without tags (RCDATA).
  void take_title(HtmlElement& title) {
    const auto content = tree_.html_.substr(title.end, at_ - title.end);
    title.is_empty = content.empty();
    decoded_.clear();
    append_decoded(decoded_, content, HtmlContext::text);
    flow_.add(decoded_);
  }

  void open(std::string_view name, std::string_view attributes) {
    HtmlElement element;
    element.name = *tree_.names_.emplace(name).first;
    element.attributes = attributes;
    element.begin = element.end = at_;
    element.text_begin = flow_.size();
    const std::size_t index = tree_.elements_.size();
    if (!open_.empty()) join(element, index);
    tree_.elements_.push_back(element);
    if (name == "p") ++open_paragraphs_;
    open_.push_back({index, no_element, {}});
  }

  void join(HtmlElement& element, std::size_t index) {
    Open& parent = open_.back();
    element.parent = parent.element;
    element.previous = parent.last_child;
    tree_.elements_[parent.element].is_empty = false;
    element.position_of_type = ++parent.children[element.name];
    if (element.previous != no_element) {
      auto& previous = tree_.elements_[element.previous];
      previous.is_last = false;
      element.position = previous.position + 1;
    }
    parent.last_child = index;
  }

  void close() { close_at(at_); }
  void close_at(std::size_t end) {
    auto& element = innermost();
    element.end = end;
    element.text_end = flow_.size();
    if (is_block_element(element.name)) flow_.add_space();
    if (element.name == "p") --open_paragraphs_;
    open_.pop_back();
  }

  std::size_t end_of(const HtmlToken& token) const {
    return offset(token.attributes.data() + token.attributes.size()) + 1;
  }

  HtmlTree tree_;
  std::vector<Open> open_;
  TextFlow flow_;
  std::string decoded_;
  std::size_t at_ = 0;  // of the token, in the HTML
  std::size_t open_paragraphs_ = 0;
  std::size_t looks_ = 0;
  bool has_body_ = false;
};

Result<HtmlTree> HtmlTree::parse(std::string_view html) {
  return HtmlTreeBuilder(html).build();
}

std::string_view HtmlTree::text_of(const HtmlElement& element) const {
  return trim(std::string_view(text_).substr(element.text_begin, element.text_end - element.text_begin));
}

}  // namespace mailstop::mail
