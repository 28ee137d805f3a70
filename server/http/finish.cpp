#include "http/finish.hpp"

#include <fmt/format.h>

#include "http/byte_range.hpp"
#include "http/content_coding.hpp"
#include "http/content_type.hpp"
#include "http/etag.hpp"

namespace mailstop::http {

const std::string_view default_content_security_policy =
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

const std::string_view sandbox_content_security_policy =
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

namespace {

constexpr size_t smallest_worth_gzip = 1024;
constexpr size_t largest_gzip_at_once =
    4 << 20;  // a larger body would hold up every other connection of the thread

bool is_read(Method method) {
  return method == Method::get || method == Method::head;
}

void add_vary(Headers& headers, std::string_view name) {
  const auto present = headers.joined("Vary");
  headers.set("Vary", present.empty() ? std::string(name) : fmt::format("{}, {}", present, name));
}

void set_safe_defaults(Headers& headers) {
  headers.set_default("Content-Security-Policy", default_content_security_policy);
  headers.set_default("X-Content-Type-Options", "nosniff");
  headers.set_default("Referrer-Policy", "no-referrer");
  headers.set_default("Cross-Origin-Opener-Policy", "same-origin");
  headers.set_default("Cross-Origin-Resource-Policy", "same-origin");
  headers.set_default("Cache-Control", headers.has("ETag") ? "no-cache" : "no-store");
}

// RFC 9110 section 13.1.2, and 15.4.5 for what a 304 keeps.
bool is_not_modified(const Request& request, const Response& response) {
  return is_read(request.method) && response.status == Status::ok && request.headers.has("If-None-Match") &&
         etag_list_contains(request.headers.joined("If-None-Match"), response.headers.get("ETag"));
}

void make_not_modified(Response& response) {
  response.status = Status::not_modified;
  response.body = std::string();
  for (const auto* name : {"Content-Type", "Content-Disposition", "Content-Encoding"})
    response.headers.remove(name);
}

// RFC 9110 section 13.1.5: without the same strong tag, If-Range asks for the whole.
bool wants_range(const Request& request, const Response& response) {
  if (request.method != Method::get || !request.headers.has("Range")) return false;
  const auto condition = request.header("If-Range");
  return condition.empty() || condition == response.headers.get("ETag");
}

Body slice(Body body, const ByteRange& range) {
  const auto length = static_cast<size_t>(range.last - range.first + 1);
  const auto begin = static_cast<size_t>(range.first);
  if (const auto* view = std::get_if<std::string_view>(&body)) return view->substr(begin, length);
  return std::string(bytes_of(body).substr(begin, length));
}

Response unsatisfiable(size_t size) {
  auto response = error_response(Status::range_not_satisfiable, "range_not_satisfiable",
                                 fmt::format("the range is outside of the {} bytes there are", size));
  response.headers.set("Content-Range", fmt::format("bytes */{}", size));
  return response;
}

// True when the response is now a part of itself, or the refusal of one.
bool apply_range(const Request& request, Response& response) {
  if (response.status != Status::ok || is_streamed(response.body)) return false;
  if (!response.headers.has("ETag") || response.headers.has("Content-Encoding")) return false;
  response.headers.set("Accept-Ranges", "bytes");
  if (!wants_range(request, response)) return false;
  const size_t size = bytes_of(response.body).size();
  const auto parsed = parse_byte_range(request.headers.joined("Range"), size);
  if (const auto* refusal = std::get_if<RangeRefusal>(&parsed)) {
    if (*refusal == RangeRefusal::ignored) return false;
    response = unsatisfiable(size);
    return true;
  }
  const auto& range = std::get<ByteRange>(parsed);
  response.status = Status::partial_content;
  response.headers.set("Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.last, size));
  response.body = slice(std::move(response.body), range);
  return true;
}

void apply_gzip(const Request& request, Response& response) {
  auto& headers = response.headers;
  if (is_streamed(response.body) || headers.has("Content-Encoding")) return;
  const auto bytes = bytes_of(response.body);
  if (bytes.size() <= smallest_worth_gzip || !is_compressible(headers.get("Content-Type"))) return;
  add_vary(headers, "Accept-Encoding");
  if (bytes.size() > largest_gzip_at_once) return;
  if (!accepts_coding(request.headers.joined("Accept-Encoding"), "gzip")) return;
  response.body = gzip(bytes);
  headers.set("Content-Encoding", "gzip");
  headers.remove("Accept-Ranges");
  // RFC 9110 section 8.8.1: two codings of one thing share a weak tag only.
  const std::string etag(headers.get("ETag"));
  if (etag.starts_with('"')) headers.set("ETag", "W/" + etag);
}

}  // namespace

Response finish(const Request& request, Response response) {
  if (is_not_modified(request, response)) {
    make_not_modified(response);
  } else if (!apply_range(request, response)) {
    apply_gzip(request, response);
  }
  set_safe_defaults(response.headers);
  return response;
}

}  // namespace mailstop::http
