#include "api/v1/message_views_routes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/v1/attachment_archive.hpp"
#include "api/v1/confined_routes.hpp"
#include "api/v1/html_view.hpp"
#include "api/v1/message_json.hpp"
#include "api/v1/part_json.hpp"
#include "api/v1/resolve_message.hpp"
#include "http/content_disposition.hpp"
#include "http/content_type.hpp"
#include "http/finish.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

http::Response bytes_response(std::string bytes, std::string_view content_type, std::string_view etag) {
  http::Response response;
  response.headers.set("Content-Type", content_type);
  response.headers.set("ETag", fmt::format("\"{}\"", etag));
  response.headers.set("Content-Security-Policy", http::sandbox_content_security_policy);
  response.body = std::move(bytes);
  return response;
}

// What a browser would run is never shown, only saved.
http::Disposition disposition_of(std::string_view safe_type, bool download) {
  return download || safe_type == "application/octet-stream" ? http::Disposition::attachment
                                                             : http::Disposition::inline_;
}

std::string file_name_of(const mail::Part& part, const std::string& id) {
  return part.filename.empty() ? fmt::format("{}-part-{}", id, part.part_id) : part.filename;
}

// The sandboxed HTML view is an origin of its own and shows the images it names by cid: all the same. Another
// site could show them too if it knew the id, which nobody can guess; "latest" is no secret.
bool may_be_embedded(const mail::Part& part, std::string_view safe_type, const http::Request& request) {
  return !part.content_id.empty() && safe_type.starts_with("image/") && request.parameter("id") != "latest";
}

}  // namespace

const http::RouteOf<MessageViewsApi> MessageViewsApi::routes[] = {
    {Method::get, "/v1/messages/{id}/raw", "inbox q download", &MessageViewsApi::raw},
    {Method::get, "/v1/messages/{id}/html", "inbox q remote", &MessageViewsApi::html},
    {Method::get, "/v1/messages/{id}/text", "inbox q", &MessageViewsApi::text},
    {Method::get, "/v1/messages/{id}/headers", "inbox q", &MessageViewsApi::headers},
    {Method::get, "/v1/messages/{id}/parts", "inbox q", &MessageViewsApi::parts},
    {Method::get, "/v1/messages/{id}/parts/{partId}", "inbox q download", &MessageViewsApi::part},
    {Method::get, "/v1/messages/{id}/attachments.zip", "inbox q", &MessageViewsApi::attachments},
};

void MessageViewsApi::add_routes(http::Router& router) {
  add_with_confined<MessageViewsApi>(router, routes, *this);
}

Task<http::Response> MessageViewsApi::raw(const http::Request& request) {
  const auto download = request.query.flag("download");
  if (!download) co_return http::error_response(download.error());
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  auto bytes = co_await mailroom_.raw(*id);
  if (!bytes) co_return http::error_response(bytes.error());
  auto response = bytes_response(std::move(*bytes), "message/rfc822", *id);
  const auto disposition = *download ? http::Disposition::attachment : http::Disposition::inline_;
  response.headers.set("Content-Disposition", http::content_disposition(disposition, *id + ".eml"));
  co_return response;
}

Task<http::Response> MessageViewsApi::html(const http::Request& request) {
  const auto remote = request.query.flag("remote");
  if (!remote) co_return http::error_response(remote.error());
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto opened = co_await mailroom_.open(*id);
  if (!opened) co_return http::error_response(opened.error());

  const auto sources = *remote ? RemoteContent::allowed : RemoteContent::blocked;
  http::Response response;
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Content-Security-Policy", html_content_security_policy(request.host, *id, sources));
  response.body = render_html(opened->html, opened->message.parts, *id);
  co_return response;
}

Task<http::Response> MessageViewsApi::text(const http::Request& request) {
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  auto text = co_await mailroom_.text(std::move(*id));
  if (!text) co_return http::error_response(text.error());
  auto response = http::text_response(std::move(*text));
  response.headers.set("Content-Security-Policy", http::sandbox_content_security_policy);
  co_return response;
}

Task<http::Response> MessageViewsApi::headers(const http::Request& request) {
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto headers = co_await mailroom_.headers(std::move(*id));
  if (!headers) co_return http::error_response(headers.error());
  co_return http::json_response(headers_json(*headers));
}

Task<http::Response> MessageViewsApi::parts(const http::Request& request) {
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto message = co_await mailroom_.get(std::move(*id));
  if (!message) co_return http::error_response(message.error());
  co_return http::json_response(part_tree_json(message->parts));
}

Task<http::Response> MessageViewsApi::part(const http::Request& request) {
  const auto download = request.query.flag("download");
  if (!download) co_return http::error_response(download.error());
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  const auto message = co_await mailroom_.get(*id);
  if (!message) co_return http::error_response(message.error());
  const auto& wanted = request.parameter("partId");
  auto bytes = co_await mailroom_.part(*id, wanted);
  if (!bytes) co_return http::error_response(bytes.error());

  const auto& parts = message->parts;
  const auto is_wanted = [&](const mail::Part& part) { return part.part_id == wanted; };
  const auto part = std::find_if(parts.begin(), parts.end(), is_wanted);
  if (part == parts.end()) co_return http::error_response(not_found("the message changed while it was read"));
  const auto type = http::safe_content_type(part->content_type, part->charset);
  auto response = bytes_response(std::move(*bytes), type, fmt::format("{}-{}", *id, part->part_id));
  const auto name = http::content_disposition(disposition_of(type, *download), file_name_of(*part, *id));
  response.headers.set("Content-Disposition", name);
  if (may_be_embedded(*part, type, request))
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  co_return response;
}

Task<http::Response> MessageViewsApi::attachments(const http::Request& request) {
  auto id = co_await resolve_message(mailroom_, request);
  if (!id) co_return id.error();
  auto message = co_await mailroom_.get(*id);
  if (!message) co_return http::error_response(message.error());
  http::Response response;
  response.headers.set("Content-Type", "application/zip");
  response.headers.set("Content-Disposition",
                       http::content_disposition(http::Disposition::attachment, *id + ".zip"));
  response.body = archive_writer(mailroom_, std::move(*message));
  co_return response;
}

}  // namespace mailstop::api::v1
