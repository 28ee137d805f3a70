// An HTML body as a tree, much as a browser builds it: left-out end tags, <html>, <head>, <body>, <tbody> and
// <tr> are made up for; <script> and <style> are empty. Made in linear time and bounded memory, unlike with
// libxml2 (html_tokens.hpp), from the views of HtmlTokenizer. Immutable once parsed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"

namespace mailstop::mail {

constexpr std::size_t most_elements = 500'000;
constexpr std::size_t deepest_element = 512;  // what is nested deeper lies side by side
constexpr std::size_t no_element = SIZE_MAX;

struct HtmlElement {
  std::string_view name;        // lower case
  std::string_view attributes;  // as written
  std::size_t parent = no_element;
  std::size_t previous = no_element;   // the sibling before
  std::uint32_t position = 1;          // among its siblings
  std::uint32_t position_of_type = 1;  // among those of its name
  bool is_last = true;                 // of its siblings
  bool is_empty = true;                // has neither elements nor text, not even white space
  std::size_t text_begin = 0;          // in the tree's text
  std::size_t text_end = 0;
  std::size_t begin = 0;  // in the HTML; of a made-up element, where its content is
  std::size_t end = 0;
};

class HtmlTree {
 public:
  // `html` is valid UTF-8 and outlives the tree. Error: too_large.
  static Result<HtmlTree> parse(std::string_view html);

  // In the order of the document: an element comes after its parent and after the sibling before it.
  const std::vector<HtmlElement>& elements() const { return elements_; }

  // Of the whole document, character references undone and white space collapsed; <br>, cells and blocks
  // stand apart.
  const std::string& text() const { return text_; }
  std::string_view text_of(const HtmlElement& element) const;

  std::string_view html_of(const HtmlElement& element) const {
    return html_.substr(element.begin, element.end - element.begin);
  }

 private:
  friend class HtmlTreeBuilder;

  std::string_view html_;
  std::string text_;
  std::vector<HtmlElement> elements_;
  std::unordered_set<std::string> names_;
};

}  // namespace mailstop::mail
