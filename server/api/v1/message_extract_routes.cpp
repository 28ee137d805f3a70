#include "api/v1/message_extract_routes.hpp"

#include <fmt/format.h>

#include "api/v1/confined_routes.hpp"
#include "api/v1/extraction_json.hpp"
#include "api/v1/resolve_message.hpp"
#include "api/v1/selection_request.hpp"
#include "base/text.hpp"
#include "mailroom/extraction.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

constexpr std::uint32_t usual_match_limit = 100;

Result<std::string_view> parse_required(const http::QueryParameters& parameters, std::string_view name,
                                        std::string_view expected) {
  const auto text = parameters.get_or(name, "");
  if (trim(text).empty())
    return invalid_argument(fmt::format("query parameter \"{}\" must be {}", name, expected));
  return text;
}

Error in_parameter(std::string_view name, const Error& error) {
  return {error.code, fmt::format("query parameter \"{}\", {}", name, error.message)};
}

Result<mail::HtmlSelectionWish> parse_wish(const http::QueryParameters& parameters) {
  mail::HtmlSelectionWish wish;
  const auto css = parse_required(parameters, "css", "a CSS selector such as a.button");
  if (!css) return css.error();
  auto selector = mail::CssSelector::parse(*css);
  if (!selector) return in_parameter("css", selector.error());
  wish.selector = std::move(*selector);
  wish.attribute = to_lower_ascii(parameters.get_or("attribute", ""));
  if (parameters.has("attribute") && wish.attribute.empty())
    return invalid_argument("query parameter \"attribute\" must be the name of an attribute, or be left out");
  const auto html = parameters.flag("html");
  if (!html) return html.error();
  wish.html = *html;
  const auto limit = parse_limit(parameters, usual_match_limit);
  if (!limit) return limit.error();
  wish.limit = *limit;
  return wish;
}

Result<mailroom::Source> parse_source(const http::QueryParameters& parameters) {
  const auto source = parameters.get_or("in", "text");
  if (source == "text") return mailroom::Source::text;
  if (source == "html") return mailroom::Source::html;
  if (source == "subject") return mailroom::Source::subject;
  if (source == "raw-headers") return mailroom::Source::raw_headers;
  return invalid_argument("query parameter \"in\" must be text, html, subject or raw-headers");
}

Result<query::RegexExtraction> parse_regex(const http::QueryParameters& parameters) {
  const auto text = parse_required(parameters, "regex", "a regular expression in RE2 syntax");
  if (!text) return text.error();
  auto regex = query::RegexExtraction::make(*text);
  if (!regex) return in_parameter("regex", regex.error());
  return regex;
}

}  // namespace

const http::RouteOf<MessageExtractApi> MessageExtractApi::routes[] = {
    {Method::get, "/v1/messages/{id}/select", "inbox q css attribute html limit", &MessageExtractApi::select},
    {Method::get, "/v1/messages/{id}/match", "inbox q regex in limit", &MessageExtractApi::match},
};

void MessageExtractApi::add_routes(http::Router& router) {
  add_with_confined<MessageExtractApi>(router, routes, *this);
}

Task<http::Response> MessageExtractApi::select(const http::Request& request) {
  auto wish = parse_wish(request.query);
  if (!wish) co_return http::error_response(wish.error());
  const bool has_html = wish->html;
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto selection = co_await mailroom::select_in_html(mailroom_, std::move(*id), std::move(*wish));
  if (!selection) co_return http::error_response(selection.error());
  co_return http::json_response(selection_json(*selection, has_html));
}

Task<http::Response> MessageExtractApi::match(const http::Request& request) {
  auto regex = parse_regex(request.query);
  if (!regex) co_return http::error_response(regex.error());
  const auto source = parse_source(request.query);
  if (!source) co_return http::error_response(source.error());
  const auto limit = parse_limit(request.query, usual_match_limit);
  if (!limit) co_return http::error_response(limit.error());
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto matches =
      co_await mailroom::match_in(mailroom_, std::move(*id), *source, std::move(*regex), *limit);
  if (!matches) co_return http::error_response(matches.error());
  co_return http::json_response(regex_matches_json(*matches));
}

}  // namespace mailstop::api::v1
