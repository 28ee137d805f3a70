#include "mail/html_outline.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "mail/header_text.hpp"
#include "mail/html_elements.hpp"
#include "mail/html_tokens.hpp"
#include "mail/text_flow.hpp"

namespace mailstop::mail {
namespace {

template <std::size_t size>
bool is_one_of(std::string_view name, const std::array<std::string_view, size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A cell or a line break does not end what belongs together.
bool is_block(std::string_view name) {
  return is_block_element(name) && name != "br" && name != "td" && name != "th" && name != "head";
}

// What may stand in <head>; anything else shows that the body has begun, even if </head> was forgotten.
bool is_head_element(std::string_view name) {
  constexpr std::array<std::string_view, 9> names = {"head",  "title",  "meta",   "link",    "base",
                                                     "style", "script", "object", "noscript"};
  return is_one_of(name, names);
}

bool is_emphasis(const HtmlToken& token) {
  constexpr std::array<std::string_view, 13> names = {"b",    "strong", "h1", "h2",  "h3", "h4",  "code",
                                                      "mark", "big",    "em", "kbd", "tt", "samp"};
  return is_one_of(token.name, names) || token.attributes.find("letter-spacing") != std::string_view::npos;
}

class Outliner {
 public:
  HtmlOutline read(std::string_view html) {
    HtmlTokenizer tokens(html);
    while (const auto token = tokens.next()) {
      switch (token->kind) {
        case HtmlToken::Kind::text:
          on_text(token->text);
          break;
        case HtmlToken::Kind::start_tag:
          on_start(*token);
          break;
        case HtmlToken::Kind::end_tag:
          on_end(token->name);
          break;
      }
    }
    close_link();
    outline_.text = flow_.take();
    return std::move(outline_);
  }

 private:
  struct OpenLink {
    std::string href;
    std::size_t begin = 0;  // in the text
    std::string alt;        // of images inside, shown when there is no text
  };

  void on_text(std::string_view text) {
    if (in_head_) return;
    decoded_.clear();
    append_decoded(decoded_, text, HtmlContext::text);
    flow_.add(decoded_);
  }

  void on_start(const HtmlToken& token) {
    if (!emphasis_ && outline_.emphasised.size() < most_emphasised && is_emphasis(token))
      emphasis_ = flow_.size();
    in_head_ = token.name == "head" || (in_head_ && is_head_element(token.name));
    if (token.name == "a" || token.name == "area") {
      close_link();
      open_link(token);
    } else if (token.name == "img") {
      add_image(token);
    } else if (token.name == "br") {
      flow_.add_break();
    } else if (token.name == "td" || token.name == "th") {
      flow_.add_space();
    } else if (is_block(token.name)) {
      if (token.name == "pre") flow_.keep_lines(true);
      flow_.end_line();
    }
  }

  // Without a tree it is not known which element ends: the first one that does ends the emphasis.
  void close_emphasis() {
    if (!emphasis_) return;
    const std::string_view piece = flow_.since(*emphasis_);
    if (!piece.empty() && piece.size() <= longest_emphasised)
      outline_.emphasised.push_back(collapse_space(piece));
    emphasis_.reset();
  }

  void on_end(std::string_view name) {
    close_emphasis();
    if (name == "head") {
      in_head_ = false;
    } else if (name == "a") {
      close_link();
    } else if (is_block(name)) {
      if (name == "pre") flow_.keep_lines(false);
      flow_.end_line();
    }
  }

  void open_link(const HtmlToken& token) {
    const auto href = attribute(token.attributes, "href");
    if (!href || outline_.links.size() >= most_links) return;
    std::string target = to_single_line(to_url(*href));
    if (target.empty() || target[0] == '#') return;
    link_ = OpenLink{std::move(target), flow_.size(), attribute(token.attributes, "alt").value_or("")};
  }

  void close_link() {
    if (!link_) return;
    std::string text = collapse_space(flow_.since(link_->begin));
    if (text.empty()) text = collapse_space(link_->alt);
    outline_.links.push_back({std::move(link_->href), std::move(text), LinkSource::html});
    link_.reset();
  }

  void add_image(const HtmlToken& token) {
    const std::string alt = to_single_line(attribute(token.attributes, "alt").value_or(""));
    if (link_ && link_->alt.empty()) link_->alt = alt;
    const std::string src = to_single_line(to_url(attribute(token.attributes, "src").value_or("")));
    if (src.empty() || outline_.images.size() >= most_links) return;
    outline_.images.push_back({src, alt, to_single_line(attribute(token.attributes, "width").value_or("")),
                               to_single_line(attribute(token.attributes, "height").value_or(""))});
  }

  // WHATWG URL section 4.4: line breaks and tabs inside are dropped.
  static std::string to_url(std::string value) {
    std::erase_if(value, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    return value;
  }

  HtmlOutline outline_;
  TextFlow flow_;
  std::string decoded_;
  std::optional<OpenLink> link_;
  std::optional<std::size_t> emphasis_;  // where it begins in the text
  bool in_head_ = false;
};

}  // namespace

HtmlOutline outline_html(std::string_view html) {
  return Outliner().read(html);
}

std::string html_to_text(std::string_view html) {
  return outline_html(html).text;
}

}  // namespace mailstop::mail
