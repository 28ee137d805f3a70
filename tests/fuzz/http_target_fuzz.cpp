// Any bytes as a request target, Host, Origin, Range and Accept-Encoding: decoded or refused, and what is
// decoded keeps the promises that routing, files and headers rely on.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/text.hpp"
#include "http/byte_range.hpp"
#include "http/content_coding.hpp"
#include "http/content_disposition.hpp"
#include "http/content_type.hpp"
#include "http/etag.hpp"
#include "http/guard.hpp"
#include "http/percent_encoding.hpp"
#include "http/request.hpp"
#include "property.hpp"

namespace http = mailstop::http;
using mailstop::fuzz::require;

namespace {

void check_target(std::string_view text) {
  const auto request = http::make_request(http::Method::get, text);
  if (!request) {
    require(mailstop::is_valid_utf8(request.error().message), "an error is text");
    return;
  }
  for (const auto& segment : request->segments) {
    require(segment != "." && segment != "..", "no dot segment is left");
    require(segment.find('/') == std::string::npos, "a segment is one segment");
    require(segment.find('\0') == std::string::npos, "no NUL is left");
    require(mailstop::is_valid_utf8(segment), "a segment is text");
  }
  for (const auto& [name, value] : request->query) {
    require(mailstop::is_valid_utf8(name) && mailstop::is_valid_utf8(value), "a parameter is text");
  }
  const auto known = request->query.check("inbox q after limit tag*");
  require(known || mailstop::is_valid_utf8(known.error().message), "a refusal is text");
}

void check_headers(std::string_view text) {
  if (const auto host = http::parse_authority(text)) {
    require(host->name.find_first_of("/@ \t") == std::string::npos, "a host is a name or an address");
  }
  if (http::is_safe_header_value(text)) {
    const http::Headers headers = {{"Host", "localhost"}, {"Origin", std::string(text)}};
    const auto request = http::make_request(http::Method::post, "/", headers);
    require(request.has_value(), "a plain request is one");
    const bool names_us = mailstop::to_lower_ascii(text).find("localhost") != std::string::npos;
    require(!http::is_same_origin(*request) || names_us, "our origin names us");
  }
  const auto range = http::parse_byte_range(text, 100);
  if (const auto* found = std::get_if<http::ByteRange>(&range)) {
    require(found->first <= found->last && found->last < 100, "a range lies within");
  }
  http::accepts_coding(text, "gzip");
  http::etag_list_contains(text, "\"a\"");
}

void check_names(std::string_view text) {
  const auto disposition = http::content_disposition(http::Disposition::attachment, text);
  require(http::is_safe_header_value(disposition), "a disposition is a safe header");
  require(disposition.size() < 1000, "a disposition is bounded");
  require(http::is_safe_header_value(http::safe_content_type(text, text)), "a type is a safe header");
  if (const auto decoded = http::percent_decode(text, http::Plus::literal)) {
    require(*http::percent_decode(http::percent_encode(*decoded), http::Plus::literal) == *decoded,
            "encoding is undone");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_target(text);
  check_headers(text);
  check_names(text);
  return 0;
}
