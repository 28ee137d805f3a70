#include "api/v1/html_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::api::v1 {
namespace {

constexpr std::string_view scheme = "cid:";

// No mail written by a person or a program names more: the others stay as they are, lest a mail of links
// alone grows to many times its size.
constexpr size_t most_links = 10'000;
constexpr size_t longest_content_id = 4096;  // as it is written in the URL

std::string parts_path(std::string_view id) {
  return fmt::format("/v1/messages/{}/parts/", http::percent_encode(id));
}

// What may stand around a URL in an attribute or in CSS.
bool is_delimiter(char c) {
  return std::string_view(" \t\r\n\f\"'`<>(),;=").find(c) != std::string_view::npos;
}

size_t find_scheme(std::string_view html, size_t from) {
  for (size_t at = from; at + scheme.size() <= html.size(); ++at) {
    if (html[at] != 'c' && html[at] != 'C') continue;
    if (at > 0 && !is_delimiter(html[at - 1])) continue;
    if (starts_with_ignoring_case(html.substr(at), scheme)) return at;
  }
  return std::string_view::npos;
}

// A quote written as a character reference ends a URL too; any other reference belongs to it.
bool is_escaped_quote(std::string_view text) {
  constexpr std::string_view quotes[] = {"&quot;", "&apos;", "&#34;", "&#39;"};
  return std::any_of(std::begin(quotes), std::end(quotes),
                     [&](std::string_view quote) { return starts_with_ignoring_case(text, quote); });
}

size_t end_of_url(std::string_view html, size_t from) {
  const auto belongs = [](char c) { return !is_delimiter(c) || c == '=' || c == ';'; };
  while (from < html.size() && belongs(html[from]) && !is_escaped_quote(html.substr(from))) ++from;
  return from;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// RFC 2392: the Content-ID is percent-encoded in the URL; the URL may be HTML-escaped around that.
const mail::Part* find_part(const std::vector<mail::Part>& parts, std::string_view written) {
  if (written.size() > longest_content_id) return nullptr;
  std::string id(written);
  replace_all(id, "&amp;", "&");
  const auto decoded = http::percent_decode(id, http::Plus::literal);
  const auto is_named = [&](const mail::Part& part) {
    if (part.content_id.empty()) return false;
    return part.content_id == id || (decoded && part.content_id == *decoded);
  };
  const auto found = std::find_if(parts.begin(), parts.end(), is_named);
  return found == parts.end() ? nullptr : &*found;
}

// Where the tag `name` ends, or npos when the document has none before its body.
size_t end_of_tag(std::string_view html, std::string_view name) {
  for (size_t at = 0; (at = html.find('<', at)) != std::string_view::npos; ++at) {
    const auto rest = html.substr(at + 1);
    if (!starts_with_ignoring_case(rest, name)) continue;
    const bool is_whole_name =
        rest.size() > name.size() && (rest[name.size()] == '>' || is_delimiter(rest[name.size()]));
    const auto end = html.find('>', at);
    if (is_whole_name && end != std::string_view::npos) return end + 1;
  }
  return std::string_view::npos;
}

// A base element before any of the mail's own; after the doctype, which must stay first to keep its meaning.
size_t place_of_base(std::string_view html) {
  for (const auto* name : {"head", "html", "!doctype"}) {
    if (const auto end = end_of_tag(html, name); end != std::string_view::npos) return end;
  }
  return 0;
}

// A host that may stand in a policy as it is; an IPv6 literal may not.
bool is_host_source(std::string_view host) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':';
  };
  return !host.empty() && std::all_of(host.begin(), host.end(), is_allowed);
}

}  // namespace

std::string rewrite_content_ids(std::string_view html, const std::vector<mail::Part>& parts,
                                const PartPath& path_of) {
  std::string result;
  size_t copied = 0, links = 0;
  for (size_t at = 0; links < most_links && (at = find_scheme(html, at)) != std::string_view::npos; ++links) {
    const size_t begin = at + scheme.size();
    const size_t end = end_of_url(html, begin);
    if (const auto* part = find_part(parts, html.substr(begin, end - begin))) {
      result.append(html.substr(copied, at - copied)).append(path_of(*part));
      copied = end;
    }
    at = end;
  }
  return result.append(html.substr(copied));
}

std::string render_html(std::string_view html, const std::vector<mail::Part>& parts, std::string_view id) {
  if (html.empty()) return {};
  const auto path = parts_path(id);
  auto rendered = rewrite_content_ids(
      html, parts, [&path](const mail::Part& part) { return path + http::percent_encode(part.part_id); });
  rendered.insert(place_of_base(rendered), "<base target=\"_blank\">");
  return rendered;
}

std::string html_content_security_policy(std::string_view host, std::string_view id, RemoteContent remote) {
  return policy_for_parts_at(parts_path(id), host, remote);
}

std::string policy_for_parts_at(std::string_view path, std::string_view host, RemoteContent remote) {
  // Without a scheme it is the page's own, also when a proxy made it https:.
  const std::string own = is_host_source(host) ? fmt::format("{}{}", host, path) : "'self'";
  const bool allowed = remote == RemoteContent::allowed;
  return fmt::format(
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: {}{}; "
      "style-src 'unsafe-inline'{}; {}base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      own, allowed ? " http: https:" : "", allowed ? " http: https:" : "",
      allowed ? "font-src data: http: https:; media-src http: https:; " : "");
}

}  // namespace mailstop::api::v1
