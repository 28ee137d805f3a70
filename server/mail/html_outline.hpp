// What is in an HTML body: its visible text, links and images.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

constexpr std::size_t most_links = 5000;  // likewise images; more are left out
constexpr std::size_t most_emphasised = 100;
constexpr std::size_t longest_emphasised = 80;  // bytes

struct HtmlOutline {
  std::string
      text;  // blocks and <br> begin a new line, other white space is collapsed; head, script, style left out
  std::vector<Link> links;
  std::vector<Image> images;
  std::vector<std::string>
      emphasised;  // short pieces of the text that stand out: in bold, as a heading, spaced
};

// `html` is valid UTF-8.
HtmlOutline outline_html(std::string_view html);

std::string html_to_text(std::string_view html);

}  // namespace mailstop::mail
