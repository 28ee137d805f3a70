// What a handler answers. Status, headers and a body known in length, written as it goes, or a stream of
// events. If-None-Match, Range (both only where the handler set an ETag), gzip, Vary and the security headers
// are applied afterwards, in finish.hpp; a handler sets what it knows and answers the whole.
#pragma once
#include <boost/beast/http/status.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "base/task.hpp"
#include "http/event_stream.hpp"
#include "http/headers.hpp"

namespace mailstop::http {

using Status = boost::beast::http::status;  // Status::ok, created, no_content, bad_request, not_found, ...

// Where a streamed body goes. write() answers false when the client is gone: return then.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual Task<bool> write(std::string_view bytes) = 0;
};

using BodyWriter = std::function<Task<>(BodySink&)>;
// Runs until it returns, the client leaves or the server stops (both cancel it: its awaits end with
// operation_aborted).
using EventWriter = std::function<Task<>(EventStream&)>;

// std::string_view is for bytes that outlive the server (embedded files).
using Body =
    std::variant<std::string, std::string_view, std::shared_ptr<const std::string>, BodyWriter, EventWriter>;

struct Response {
  Status status = Status::ok;
  Headers headers;
  Body body;
};

// The bytes of a body known in length; "" for a streamed one.
std::string_view bytes_of(const Body& body);
bool is_streamed(const Body& body);

Response text_response(std::string text, Status status = Status::ok);  // text/plain; charset=utf-8
Response json_response(std::string json, Status status = Status::ok);
// Bytes that are not UTF-8 are replaced, never thrown about.
Response json_response(const nlohmann::ordered_json& json, Status status = Status::ok);
Response empty_response(Status status = Status::no_content);
// WebSocket on upgrade, else Server-Sent Events.
Response event_response(EventWriter writer);

// {"error":{"code","message","details"}}: the one shape of every answer from 400 on. `message` is cleaned to
// UTF-8.
Response error_response(Status status, std::string_view code, std::string_view message);
Response error_response(Status status, std::string_view code, std::string_view message,
                        const nlohmann::ordered_json& details);
Response error_response(const Error& error);

Status status_of(Errc code);
std::string_view code_of(Errc code);  // "invalid_argument"

}  // namespace mailstop::http
