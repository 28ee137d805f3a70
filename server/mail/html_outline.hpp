// What is in an HTML body: its visible text, links and images.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mail/parsed_message.hpp"

namespace mailstop::mail {

constexpr std::size_t most_links = 5000;  // likewise images; more are left out

struct HtmlOutline {
  std::string
      text;  // blocks and <br> begin a new line, other white space is collapsed; head, script, style left out
  std::vector<Link> links;
  std::vector<Image> images;
};

// `html` is valid UTF-8.
HtmlOutline outline_html(std::string_view html);

std::string html_to_text(std::string_view html);

}  // namespace mailstop::mail
