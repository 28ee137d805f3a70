#include "http/session.hpp"

#include <fmt/format.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast/http/read.hpp>

#include "base/text.hpp"
#include "http/dispatch.hpp"
#include "http/finish.hpp"
#include "http/response_writer.hpp"
#include "http/websocket_stream.hpp"

namespace mailstop::http {
namespace {

namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::uint64_t longest_skipped_body = 64 * 1024;

std::string address_of(const asio::ip::tcp::socket& socket) {
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return "unknown";
  auto address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address.to_string();
}

Headers to_headers(const beast::http::fields& fields) {
  Headers headers;
  for (const auto& field : fields) headers.add(field.name_string(), field.value());
  return headers;
}

bool has_unsafe_value(const beast::http::fields& fields) {
  for (const auto& field : fields) {
    if (!is_safe_header_value(field.value())) return true;
  }
  return false;
}

// HTTP/1.0 knows no Host, and no browser speaks it.
Result<Request> to_request(const beast::http::request<beast::http::string_body>& message) {
  if (has_unsafe_value(message)) return invalid_argument("a header contains a control character");
  auto headers = to_headers(message);
  if (message.version() < 11) headers.set_default("Host", "localhost");
  if (message.method() == Method::unknown || message.method() == Method::connect) {
    return invalid_argument("the method is not known here");
  }
  return make_request(message.method(), message.target(), std::move(headers));
}

// What the client is told about an error of the parser; nothing when it has only gone or stalled.
std::optional<Response> explain(error_code error, const Settings& settings, const RouteTraits& traits) {
  using Code = beast::http::error;
  if (error == Code::end_of_stream || error == Code::partial_message) return std::nullopt;
  if (error == Code::header_limit) {
    return error_response(Status::request_header_fields_too_large, "headers_too_large",
                          fmt::format("the headers may have {} bytes at most", settings.header_limit));
  }
  if (error == Code::body_limit) {
    const auto message = fmt::format("the body of this request may have {} bytes at most", traits.body_limit);
    if (traits.refuse) return traits.refuse(Status::payload_too_large, message);
    return error_response(Status::payload_too_large, "too_large", message);
  }
  if (error.category() != make_error_code(Code::bad_method).category()) return std::nullopt;
  return error_response(Status::bad_request, "malformed_request", "this is not HTTP/1.1: " + error.message());
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, const Router& router, const Settings& settings,
                 std::shared_ptr<const net::TlsContext> tls)
    : router_(router),
      settings_(settings),
      wire_(std::move(socket), settings.write_timeout),
      stop_(wire_.stream().get_executor()),
      tls_(std::move(tls)),
      client_address_(address_of(wire_.stream().socket())) {}

void Session::stop() {
  stop_.raise();
  keep_alive_ = false;
  if (is_idle_) wire_.stream().close();
}

Task<> Session::run() {
  const bool can_talk = co_await secure();
  if (!can_talk) co_return;
  while (keep_alive_) {
    const bool has_begun = co_await wait_for_request();
    if (!has_begun) break;
    co_await serve_one();
  }
  co_await close();
}

Task<> Session::refuse(Response response) {
  const bool can_talk = co_await secure();
  if (!can_talk) co_return;
  const Request nothing;
  keep_alive_ = false;
  co_await write(nothing, std::move(response));
  co_await close();
}

Task<> Session::close() {
  if (!is_upgraded_) co_await wire_.close_gently();
}

// RFC 8446 section 5.1: a handshake begins with a record of type 22, and no request of HTTP does.
Task<bool> Session::secure() {
  if (!tls_) co_return true;
  constexpr char handshake_record = 22;
  error_code error;
  is_idle_ = true;
  wire_.stream().expires_after(settings_.read_timeout);
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const size_t received = co_await wire_.stream().async_read_some(wire_.input().prepare(4096), token);
  wire_.input().commit(received);
  if (error) co_return false;
  const bool is_plain = *static_cast<const char*>(wire_.input().data().data()) != handshake_record;
  bool is_secured = false;
  if (!is_plain) is_secured = co_await wire_.start_tls(*tls_);
  is_idle_ = false;
  if (is_plain) co_await point_to_https();
  co_return is_secured;
}

Task<> Session::point_to_https() {
  keep_alive_ = false;
  const auto error = co_await read_header();
  if (error) co_return;
  const auto request = to_request(parser_->get());
  const Request nothing;
  const auto url = request ? fmt::format("https://{}{}", request->host, request->target) : "https://";
  auto text = fmt::format("this port speaks HTTPS, and a plain HTTP request came to it: use {}", url);
  co_await write(nothing, error_response(Status::bad_request, "https_required", text));
  co_await wire_.close_gently();
}

// The time between requests is the client's own, the time within one holds a place: so they have timeouts of
// their own.
Task<bool> Session::wait_for_request() {
  if (wire_.input().size() > 0) co_return true;
  error_code error;
  is_idle_ = true;
  wire_.stream().expires_after(settings_.idle_timeout);
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const size_t received = co_await wire_.stream().async_read_some(wire_.input().prepare(4096), token);
  is_idle_ = false;
  wire_.input().commit(received);
  co_return !error;
}

Task<error_code> Session::read_header() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(settings_.header_limit));
  parser_->body_limit(boost::none);  // the route decides, once it is known
  error_code error;
  wire_.stream().expires_after(settings_.read_timeout);
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await beast::http::async_read_header(wire_.stream(), wire_.input(), *parser_, token);
  wire_.stream().expires_never();
  co_return error;
}

Task<> Session::serve_one() {
  const auto error = co_await read_header();
  if (error) {
    const RouteTraits none;
    co_await reject(error, none);
    co_return;
  }
  version_ = parser_->get().version();
  keep_alive_ = keep_alive_ && parser_->get().keep_alive();
  auto request = to_request(parser_->get());
  if (!request) {
    const Request nothing;
    keep_alive_ = false;
    co_await write(nothing, error_response(request.error()));
    co_return;
  }
  request->client_address = client_address_;
  request->is_upgrade = is_websocket_upgrade(parser_->get());
  co_await answer(*request);
}

Task<> Session::answer(Request& request) {
  auto admission = admit(router_, settings_, request);
  if (auto* refusal = std::get_if<Response>(&admission)) {
    co_await skip_body();
    co_await write(request, std::move(*refusal));
    co_return;
  }
  const Route& route = *std::get<const Route*>(admission);
  const auto error = co_await read_body(route.traits.body_limit);
  if (error) {
    co_await reject(error, route.traits);
    co_return;
  }
  request.body = std::move(parser_->get().body());
  co_await run_and_write(route, request);
}

Task<> Session::run_and_write(const Route& route, Request& request) {
  std::optional<Response> response;
  if (route.traits.waits) {
    response = co_await run_watched(route, request);
  } else {
    response = co_await http::run(route, request);
  }
  if (!response) {
    keep_alive_ = false;
    co_return;
  }
  const auto* writer = std::get_if<EventWriter>(&response->body);
  if (writer && request.is_upgrade) {
    is_upgraded_ = true;
    keep_alive_ = false;
    tell(route.pattern, request, *response);
    co_await run_websocket(wire_, settings_, stop_, parser_->get(), *writer);
    co_return;
  }
  co_await write(request, std::move(*response), route.pattern);
}

void Session::tell(std::string_view route, const Request& request, const Response& response) const {
  if (settings_.on_answer) settings_.on_answer(route, request.method, response.status);
}

// What a client was about to send for an answer that is known already: little is read, much ends the
// connection.
Task<> Session::skip_body() {
  if (parser_->is_done()) co_return;
  const bool waits_for_go = parser_->get().count(beast::http::field::expect) > 0;
  if (!waits_for_go && parser_->content_length().value_or(longest_skipped_body + 1) <= longest_skipped_body) {
    const auto error = co_await read_body(longest_skipped_body);
    keep_alive_ = keep_alive_ && !error;
  } else {
    keep_alive_ = false;
  }
}

Task<error_code> Session::read_body(std::uint64_t limit) {
  if (parser_->is_done()) co_return error_code();
  if (parser_->content_length().value_or(0) > limit) co_return beast::http::error::body_limit;
  parser_->body_limit(limit);
  if (beast::iequals(parser_->get()[beast::http::field::expect], "100-continue")) {
    co_await wire_.write("HTTP/1.1 100 Continue\r\n\r\n");
  }
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!error && !parser_->is_done()) {
    wire_.stream().expires_after(settings_.read_timeout);
    co_await beast::http::async_read_some(wire_.stream(), wire_.input(), *parser_, token);
  }
  wire_.stream().expires_never();
  co_return error;
}

Task<std::optional<Response>> Session::run_watched(const Route& route, const Request& request) {
  using asio::experimental::awaitable_operators::operator||;
  auto first = co_await (http::run(route, request) || wire_.wait_for_hang_up() || stop_.wait());
  constexpr size_t answered = 0;
  constexpr size_t hung_up = 1;
  if (first.index() == answered) co_return std::move(std::get<answered>(first));
  if (first.index() == hung_up) co_return std::nullopt;
  co_return error_response(Status::service_unavailable, "unavailable", "the server is shutting down");
}

Task<> Session::reject(error_code error, RouteTraits traits) {
  keep_alive_ = false;
  auto response = explain(error, settings_, traits);
  if (!response) co_return;
  const Request nothing;
  co_await write(nothing, std::move(*response));
}

Task<> Session::write(const Request& request, Response response, std::string_view route) {
  tell(route, request, response);
  WriteOptions options;
  options.is_head = request.method == Method::head;
  options.keep_alive = keep_alive_;
  options.version = version_;
  auto finished = finish(request, std::move(response));
  const bool is_reusable = co_await write_response(wire_, settings_, stop_, std::move(finished), options);
  keep_alive_ = keep_alive_ && is_reusable;
}

}  // namespace mailstop::http
