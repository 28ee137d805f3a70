#include "api/compat/mailpit/message_routes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/compat/go_json.hpp"
#include "api/compat/json_fields.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/find_message.hpp"
#include "api/compat/mailpit/message_json.hpp"
#include "api/compat/mailpit/opened_mail.hpp"
#include "api/compat/offload_large.hpp"
#include "base/text.hpp"
#include "http/content_disposition.hpp"
#include "http/content_type.hpp"
#include "http/finish.hpp"
#include "image/thumbnail.hpp"
#include "mail/composition.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;

constexpr image::Size thumbnail_size{180, 120};

const mail::Part* find_part(const store::StoredMessage& message, std::string_view part_id) {
  const auto& parts = message.parts;
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.part_id == part_id; });
  return found == parts.end() ? nullptr : &*found;
}

// What a browser would run is named, but never run: the policy is that of a sandbox.
http::Response part_response(std::string bytes, const mail::Part& part) {
  http::Response response;
  const auto type = http::is_safe_header_value(part.content_type) ? part.content_type : std::string();
  response.headers.set("Content-Type", type.empty() ? "application/octet-stream" : type);
  const auto& name = part.filename.empty() ? part.content_id : part.filename;
  response.headers.set("Content-Disposition", http::content_disposition(http::Disposition::inline_, name));
  response.headers.set("Content-Security-Policy", http::sandbox_content_security_policy);
  response.body = std::move(bytes);
  return response;
}

// The sandboxed HTML view, which is an origin of its own, shows the images that it names by cid:. Nobody else
// can guess the id; "latest" is no secret.
bool may_be_embedded(const mail::Part& part, const http::Request& request) {
  return !part.content_id.empty() && part.content_type.starts_with("image/") &&
         request.parameter("id") != "latest";
}

// What keeps a message from being sent on, whoever would send it.
Result<void> check_release(const Json& json, const store::StoredMessage& message) {
  std::vector<std::string> recipients;
  if (auto read = read_field(json, "To", recipients); !read) return read.error();
  for (const auto& recipient : recipients) {
    const auto parsed = mail::parse_address_list(recipient);
    if (!parsed || parsed->size() != 1 || (*parsed)[0].address.find('@') == std::string::npos)
      return invalid_argument(fmt::format("Invalid email address: {}", recipient));
  }
  if (recipients.empty()) return invalid_argument("No valid addresses found");
  if (message.summary.from.empty()) return invalid_argument("No From header found");
  return {};
}

}  // namespace

void MessageApi::add_routes(http::Router& router) {
  const http::RouteOf<MessageApi> routes[] = {
      {Method::get, "/api/v1/message/{id}", "*", &MessageApi::get, same_origin_traits()},
      {Method::get, "/api/v1/message/{id}/headers", "*", &MessageApi::headers, traits()},
      {Method::get, "/api/v1/message/{id}/raw", "*", &MessageApi::raw, traits()},
      {Method::get, "/api/v1/message/{id}/part/{partId}", "*", &MessageApi::part, traits()},
      {Method::get, "/api/v1/message/{id}/part/{partId}/thumb", "*", &MessageApi::thumbnail, traits()},
      {Method::post, "/api/v1/message/{id}/release", "*", &MessageApi::release, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> MessageApi::get(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return id.error();
  const auto mail = co_await open_mail(mailroom_, std::move(*id));
  if (!mail) co_return answer(mail.error());
  co_await mark_read(mailroom_, mail->message.summary);
  auto print = [&mail] { return go_json_response(message_json(*mail)); };
  co_return co_await offload_large(mailroom_, mail->raw.size(), std::move(print));
}

Task<http::Response> MessageApi::headers(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return id.error();
  const auto mail = co_await open_mail(mailroom_, std::move(*id));
  if (!mail) co_return answer(mail.error());
  auto print = [&mail] { return go_json_response(headers_json(*mail)); };
  co_return co_await offload_large(mailroom_, mail->raw.size(), std::move(print));
}

Task<http::Response> MessageApi::raw(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return id.error();
  const auto mail = co_await open_mail(mailroom_, *id);
  if (!mail) co_return answer(mail.error());
  http::Response response;
  response.headers.set("Content-Type", "text/plain; charset=utf-8");
  response.headers.set("Content-Security-Policy", http::sandbox_content_security_policy);
  if (request.query.get_or("dl", "") == "1")
    response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"{}.eml\"", *id));
  auto print = [&mail] { return raw_view(*mail); };
  response.body = co_await offload_large(mailroom_, mail->raw.size(), std::move(print));
  co_return response;
}

Task<http::Response> MessageApi::part(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return id.error();
  const auto message = co_await mailroom_.get(*id);
  if (!message) co_return answer(message.error());
  const auto* const part = find_part(*message, request.parameter("partId"));
  if (!part) co_return page_not_found();
  auto bytes = co_await mailroom_.part(std::move(*id), part->part_id);
  if (!bytes) co_return answer(bytes.error());
  auto response = part_response(std::move(*bytes), *part);
  if (may_be_embedded(*part, request)) response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  co_return response;
}

// Only what says that it is a picture is looked at; of anything else the thumbnail is blank.
Task<http::Response> MessageApi::thumbnail(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return bad_request("message not found");
  const auto message = co_await mailroom_.get(*id);
  if (!message) co_return bad_request(message.error().message);
  const auto* const part = find_part(*message, request.parameter("partId"));
  if (!part) co_return bad_request("attachment not found");
  std::string picture;
  if (part->content_type.starts_with("image/")) {
    auto bytes = co_await mailroom_.part(std::move(*id), part->part_id);
    if (!bytes) co_return bad_request(bytes.error().message);
    picture = std::move(*bytes);
  }
  http::Response response;
  response.headers.set("Content-Type", "image/jpeg");
  const auto& name = part->filename.empty() ? part->part_id : part->filename;
  response.headers.set("Content-Disposition",
                       http::content_disposition(http::Disposition::inline_, name + ".jpg"));
  auto job = [&picture] { return image::make_thumbnail(picture, thumbnail_size); };
  response.body = co_await offload(thumbnails_, std::move(job));
  co_return response;
}

// Nothing leaves the machine: what is right with the request is refused like by a Mailpit without a relay.
Task<http::Response> MessageApi::release(const http::Request& request) {
  auto id = co_await find_message(mailroom_, request, request.parameter("id"));
  if (!id) co_return id.error();
  const auto message = co_await mailroom_.get(std::move(*id));
  if (!message) co_return answer(message.error());
  Json json;
  if (const auto parsed = parse_fields(request.body, json); !parsed) co_return answer(parsed.error());
  if (const auto checked = check_release(json, *message); !checked) co_return answer(checked.error());
  co_return bad_request("SMTP error: no relay server is configured");
}

}  // namespace mailstop::api::compat::mailpit
