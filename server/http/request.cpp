#include "http/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::http {
namespace {

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

// RFC 9112 section 3.2.2: the authority of an absolute-form target stands for the Host header.
Result<std::string_view> split_authority(std::string_view target, std::string& host) {
  if (target.starts_with('/')) return target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_ignoring_case(target, scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto end = std::min(target.find_first_of("/?"), target.size());
    host = target.substr(0, end);
    target.remove_prefix(end);
    return target.empty() ? std::string_view("/") : target;
  }
  return invalid_argument("the request target must be a path that starts with \"/\"");
}

// A segment that another program could take for two, for its parent or for nothing is refused, not repaired.
Result<std::string> decode_segment(std::string_view raw) {
  auto segment = percent_decode(raw, Plus::literal);
  if (!segment) return segment.error();
  if (segment->find('/') != std::string::npos)
    return invalid_argument("the path contains an encoded \"/\" (%2F)");
  if (has_control(*segment)) return invalid_argument("the path contains a control character");
  if (*segment == "." || *segment == "..") return invalid_argument("the path contains a dot segment");
  return segment;
}

Result<void> decode_path(std::string_view raw, Request& request) {
  if (!raw.starts_with('/')) return invalid_argument("the path must start with \"/\"");
  request.path = "/";
  if (raw == "/") return {};
  for (const auto field : split(raw.substr(1), '/')) {
    auto segment = decode_segment(field);
    if (!segment) return segment.error();
    if (!request.segments.empty()) request.path += '/';
    request.path += *segment;
    request.segments.push_back(std::move(*segment));
  }
  return {};
}

}  // namespace

const std::string& Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : path_parameters) {
    if (key == name) return value;
  }
  throw std::logic_error(fmt::format("the route has no path parameter {}", name));
}

std::string Request::content_type() const {
  const auto value = header("Content-Type");
  return to_lower_ascii(trim(value.substr(0, value.find(';'))));
}

Result<Request> make_request(Method method, std::string_view target, Headers headers, std::string body) {
  Request request;
  request.method = method;
  if (headers.count("Host") > 1) return invalid_argument("the request has more than one Host header");
  request.host = trim(headers.get("Host"));
  auto origin_form = split_authority(target, request.host);
  if (!origin_form) return origin_form.error();
  request.target = *origin_form;
  if (request.target.starts_with('?')) request.target.insert(0, "/");
  if (has_control(request.target)) return invalid_argument("the request target contains a control character");
  const std::string_view whole = request.target;
  const auto question = whole.find('?');
  if (auto path = decode_path(whole.substr(0, question), request); !path) return path.error();
  auto query = QueryParameters::parse(question == std::string_view::npos ? "" : whole.substr(question + 1));
  if (!query) return query.error();
  request.query = std::move(*query);
  request.headers = std::move(headers);
  request.body = std::move(body);
  return request;
}

}  // namespace mailstop::http
