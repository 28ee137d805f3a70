#include "mail/html_elements.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace mailstop::mail {
namespace {

template <std::size_t size>
bool is_listed(std::string_view name, const std::array<std::string_view, size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_row_group(std::string_view name) {
  return name == "tbody" || name == "thead" || name == "tfoot";
}

bool is_cell(std::string_view name) {
  return name == "td" || name == "th";
}

// <caption>, <col> and <colgroup> are rare in mail and stay where they are written.
bool ends_in_table(std::string_view name, std::string_view open) {
  if (is_cell(name)) return is_cell(open);
  if (name == "tr") return is_cell(open) || open == "tr";
  return is_row_group(name) && (is_cell(open) || open == "tr" || is_row_group(open));
}

}  // namespace

bool is_block_element(std::string_view name) {
  constexpr std::array<std::string_view, 42> names = {
      "p",     "div",      "tr",      "table",  "li",     "ul",     "ol",   "h1",     "h2",
      "h3",    "h4",       "h5",      "h6",     "hr",     "br",     "td",   "th",     "blockquote",
      "pre",   "dl",       "dt",      "dd",     "body",   "html",   "head", "center", "section",
      "main",  "article",  "header",  "footer", "nav",    "aside",  "form", "tbody",  "thead",
      "tfoot", "fieldset", "address", "figure", "option", "caption"};
  return is_listed(name, names);
}

bool is_void_element(std::string_view name) {
  constexpr std::array<std::string_view, 15> names = {"area",  "base",   "br",    "col",  "embed",
                                                      "hr",    "img",    "input", "link", "meta",
                                                      "param", "source", "track", "wbr",  "keygen"};
  return is_listed(name, names);
}

bool ends_element(std::string_view name, std::string_view open) {
  if (open == "p") return is_block_element(name) && !is_cell(name) && name != "br" && name != "option";
  if (open == "head") return name == "body";
  if (name == "li" || name == "option") return open == name;
  if (name == "dt" || name == "dd") return open == "dt" || open == "dd";
  return ends_in_table(name, open);
}

bool ends_only_paragraphs(std::string_view name) {
  return name != "li" && name != "option" && name != "dt" && name != "dd" && name != "tr" && !is_cell(name) &&
         !is_row_group(name) && name != "body";
}

bool is_scope(std::string_view open, std::string_view name) {
  if (open == "table" || open == "html") return true;
  if (is_cell(open)) return !is_cell(name) && name != "tr" && !is_row_group(name) && name != "table";
  return (open == "ul" || open == "ol") && name == "li";
}

}  // namespace mailstop::mail
